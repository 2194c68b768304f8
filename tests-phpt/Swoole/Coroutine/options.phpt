--TEST--
Swoole\Coroutine::set() and getOptions(): null at first, then all that was set, merged
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::getOptions());
Coroutine::set(['max_coroutine' => 1000, 'unknown_option' => 'kept']);
Coroutine::set(['hook_flags' => SWOOLE_HOOK_SLEEP, 'max_coroutine' => 2000]);
var_dump(Coroutine::getOptions());
Coroutine\run(function () {
    var_dump(Coroutine::getOptions()['hook_flags'] === SWOOLE_HOOK_SLEEP, Swoole\Runtime::getHookFlags() === SWOOLE_HOOK_SLEEP);
    Coroutine::set(['enable_deadlock_check' => false]);
});
var_dump(count(Coroutine::getOptions()));
try {
    Coroutine::set('max_coroutine=1');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
NULL
array(3) {
  ["max_coroutine"]=>
  int(2000)
  ["unknown_option"]=>
  string(4) "kept"
  ["hook_flags"]=>
  int(512)
}
bool(true)
bool(true)
int(4)
Swoole\Coroutine::set(): Argument #1 ($options) must be of type array, string given

--TEST--
Swoole\Runtime: getHookFlags(), setHookFlags() and enableCoroutine() with flags
--FILE--
<?php
use Swoole\Runtime;

var_dump(Runtime::getHookFlags());
var_dump(Runtime::setHookFlags(SWOOLE_HOOK_SLEEP), Runtime::getHookFlags() === SWOOLE_HOOK_SLEEP);
var_dump(Runtime::enableCoroutine(SWOOLE_HOOK_SLEEP | SWOOLE_HOOK_TCP), Runtime::getHookFlags() === (SWOOLE_HOOK_SLEEP | SWOOLE_HOOK_TCP));
var_dump(Swoole\Coroutine::getOptions()['hook_flags'] === (SWOOLE_HOOK_SLEEP | SWOOLE_HOOK_TCP));
var_dump(Runtime::enableCoroutine(0), Runtime::getHookFlags());
foreach ([fn () => Runtime::enableCoroutine('all'), fn () => Runtime::setHookFlags()] as $bad) {
    try {
        $bad();
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
}
?>
--EXPECT--
int(0)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
int(0)
Swoole\Runtime::enableCoroutine(): Argument #1 ($flags) must be of type int, string given
Swoole\Runtime::setHookFlags() expects exactly 1 argument, 0 given

--TEST--
Swoole\Coroutine::set(): values of another type are converted, negative limits mean the default
--FILE--
<?php
use Swoole\Coroutine;

Coroutine::set(['max_coroutine' => '2', 'enable_deadlock_check' => 0]);
Coroutine\run(function () {
    go(fn () => Coroutine::sleep(0.001));
    var_dump(@go(fn () => Coroutine::sleep(0.001)));
    Coroutine::set(['max_coroutine' => -5]);
    var_dump(is_int(go(fn () => Coroutine::sleep(0.001))));
    Coroutine::set([]);
});
?>
--EXPECT--
bool(false)
bool(true)

--TEST--
Swoole\Coroutine\System::waitSignal(): SIGCHLD and impossible signals are refused; an empty list waits for the timeout
--FILE--
<?php
use Swoole\Coroutine\System;

Swoole\Coroutine\run(function () {
    var_dump(System::waitSignal(SIGCHLD, 0.01));
    var_dump(System::waitSignal(-1, 0.01));
    var_dump(System::waitSignal(SIGKILL, 0.01));
    var_dump(System::waitSignal([SIGUSR1, 100000], 0.01));
    var_dump(System::waitSignal([], 0.01));
});
?>
--EXPECTF--

Warning: Swoole\Coroutine\System::waitSignal(): Invalid signal in the given list in %s on line %d
bool(false)

Warning: Swoole\Coroutine\System::waitSignal(): Invalid signal in the given list in %s on line %d
bool(false)

Warning: Swoole\Coroutine\System::waitSignal(): Invalid signal in the given list in %s on line %d
bool(false)

Warning: Swoole\Coroutine\System::waitSignal(): Invalid signal in the given list in %s on line %d
bool(false)
bool(false)

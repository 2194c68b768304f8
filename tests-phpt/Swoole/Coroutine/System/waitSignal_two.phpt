--TEST--
Swoole\Coroutine\System::waitSignal(): a second coroutine that waits for the same signal in vain does not take it from the first
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    go(function () {
        var_dump(System::waitSignal(SIGUSR1, 10) === SIGUSR1);
    });
    var_dump(@System::waitSignal(SIGUSR1, 0.01));
    posix_kill(posix_getpid(), SIGUSR1);
});
?>
--EXPECT--
bool(false)
bool(true)

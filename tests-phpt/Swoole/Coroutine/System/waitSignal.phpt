--TEST--
Swoole\Coroutine\System::waitSignal(): a signal to oneself, one of several, the timeout; the process goes on
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

Coroutine\run(function () {
    go(function () {
        var_dump(System::waitSignal(SIGUSR1) === SIGUSR1);
        var_dump(System::waitSignal([SIGUSR1, SIGUSR2], 10) === SIGUSR2);
        var_dump(System::waitSignal(SIGUSR1, 0.01));
        var_dump(swoole_last_error() === SWOOLE_ERROR_CO_TIMEDOUT || swoole_last_error() === SOCKET_ETIMEDOUT);
    });
    echo "kill\n";
    posix_kill(posix_getpid(), SIGUSR1);
    Coroutine::sleep(0.02);
    echo "kill again\n";
    posix_kill(posix_getpid(), SIGUSR2);
    Coroutine::sleep(0.02);
});
?>
--EXPECT--
kill
bool(true)
kill again
bool(true)
bool(false)
bool(true)

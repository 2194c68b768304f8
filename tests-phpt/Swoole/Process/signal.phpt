--TEST--
Swoole\Process::signal(): in a script's loop, replaced, ignored, ended; wrong numbers and functions
--FILE--
<?php
use Swoole\{Coroutine, Event, Process, Timer};

var_dump(Process::signal(SIGUSR1, fn () => print("replaced\n")));
var_dump(Process::signal(SIGUSR1, fn (int $signal) => print("signal $signal in coroutine " . (int) (Coroutine::getCid() > 0) . "\n")));
var_dump(Process::signal(SIGHUP, SIG_IGN));
Process::kill(getmypid(), SIGUSR1);
Process::kill(getmypid(), SIGHUP);
echo "not yet\n";
Timer::after(1, function () {
    var_dump(Process::signal(SIGUSR1), Process::signal(SIGUSR1));
});
Event::wait();
var_dump(Process::signal(SIGUSR2, 'no_such_function'), Process::signal(-1, fn () => 1), Process::signal(500, fn () => 1), Process::signal(0));
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
not yet
signal 10 in coroutine 1

Warning: Swoole\Process::signal(): unable to find the callback of signal [10] in %s on line %d
bool(true)
bool(false)

Warning: Swoole\Process::signal(): function 'no_such_function' is not callable in %s on line %d

Warning: Swoole\Process::signal(): invalid signal number [-1] in %s on line %d

Warning: Swoole\Process::signal(): invalid signal number [500] in %s on line %d

Warning: Swoole\Process::signal(): invalid signal number [0] in %s on line %d
bool(false)
bool(false)
bool(false)
bool(false)

--TEST--
Swoole\Process::alarm(): a signal again and again, until it is turned off; not with timers
--FILE--
<?php
use Swoole\{Event, Process, Timer};

swoole_async_set(['wait_signal' => true]);
Process::signal(SIGALRM, function () {
    static $count = 0;
    echo ++$count, "\n";
    if ($count === 3) {
        var_dump(Process::alarm(-1));
        Process::signal(SIGALRM);
    }
});
var_dump(Process::alarm(1000));
Event::wait();
var_dump(Process::alarm(1000, 77));
Timer::after(1, fn () => 1);
var_dump(Process::alarm(1000));
Event::wait();
?>
--EXPECTF--
bool(true)
1
2
3
bool(true)

Warning: Swoole\Process::alarm(): setitimer() failed, Error: Invalid argument[22] in %s on line %d
bool(false)

Warning: Swoole\Process::alarm(): cannot use both 'timer' and 'alarm' at the same time in %s on line %d
bool(false)

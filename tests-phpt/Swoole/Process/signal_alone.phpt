--TEST--
Swoole\Process::signal(): callbacks alone do not keep a loop from ending, except with wait_signal
--FILE--
<?php
use Swoole\{Event, Process};

Process::signal(SIGUSR1, fn () => print("never\n"));
Event::wait();
echo "ended\n";
swoole_async_set(['wait_signal' => true]);
$parent = getmypid();
Process::signal(SIGUSR1, function () { echo "signal\n"; Process::signal(SIGUSR1); });
(new Process(fn () => Process::kill($parent, SIGUSR1)))->start();
Event::wait();
echo "ended\n";
Process::wait();
?>
--EXPECT--
ended
signal
ended

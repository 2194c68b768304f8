--TEST--
Swoole\Process::signal(): callbacks go on to be called in a daemon and in a child of pcntl_fork(), also for signals before their loop begins
--EXTENSIONS--
pcntl
--FILE--
<?php
use Swoole\{Event, Process, Timer};

[$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
foreach (['pcntl_fork', 'Swoole\Process::daemon'] as $fork) {
    $process = new Process(function () use ($fork, $ours, $theirs) {
        fclose($ours);
        $parent = getmypid();
        Process::signal(SIGUSR1, fn () => fwrite($theirs, getmypid() === $parent ? "the parent gets it\n" : "signal\n"));
        // The daemon is told by true.
        if (is_int($child = $fork()) && $child > 0) {
            pcntl_wait($status);
            Timer::after(1, fn () => 1);
            Event::wait();
            fwrite($theirs, "status $status\n");
            return;
        }
        Process::kill(getmypid(), SIGUSR1);
        fwrite($theirs, "alive\n");
        Timer::after(1, fn () => 1);
        Event::wait();
    }, false, 0);
    $process->start();
    Process::wait();
}
fclose($theirs);
echo stream_get_contents($ours);
?>
--EXPECT--
alive
signal
status 0
alive
signal

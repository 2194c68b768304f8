--TEST--
Swoole\Process: in a child, callbacks run in coroutines or outside of them as in its parent
--FILE--
<?php
use Swoole\{Coroutine, Event, Process, Timer};

foreach ([true, false] as $enable) {
    swoole_async_set(['enable_coroutine' => $enable]);
    $process = new Process(function () {
        Process::signal(SIGUSR1, fn () => print('signal ' . json_encode(Coroutine::getCid() > 0) . "\n"));
        Timer::after(1, function () {
            echo 'timer ', json_encode(Coroutine::getCid() > 0), "\n";
            Process::kill(getmypid(), SIGUSR1);
            Event::defer(fn () => print('defer ' . json_encode(Coroutine::getCid() > 0) . "\n"));
            Timer::after(1, fn () => 1);
        });
        Event::wait();
    }, false, 0);
    $process->start();
    Process::wait();
}
?>
--EXPECT--
timer true
defer true
signal true
timer false
defer false
signal false

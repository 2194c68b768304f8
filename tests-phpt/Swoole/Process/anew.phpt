--TEST--
Swoole\Process: a child has no timers, coroutines, callbacks of signals and watched descriptors of its parent
--FILE--
<?php
use Swoole\{Coroutine, Event, Process, Timer};

$timer = Timer::after(1, fn () => print("timer\n"));
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
fwrite($other, 'x');
Event::add($one, function ($one) { fread($one, 1); Event::del($one); echo "event\n"; });
Event::defer(fn () => print("deferred\n"));
Process::signal(SIGUSR1, fn () => print("signal\n"));
go(function () {
    try { Coroutine::sleep(0.001); } finally { echo "coroutine\n"; }
});
$own = function () {
    Process::signal(SIGUSR1, fn () => print("own signal\n"));
    Timer::after(1, fn () => print("own timer\n"));
    go(function () { Coroutine::sleep(0.005); echo "own coroutine\n"; });
    Process::kill(getmypid(), SIGUSR1);
};
foreach ([false, true] as $coroutine) {
    (new Process(function () use ($timer, $one) {
        var_dump(Timer::exists($timer), count(Coroutine::list()) - (int) (Coroutine::getCid() > 0), Event::isset($one));
        // It does what it does by default.
        Process::kill(getmypid(), SIGUSR1);
    }, false, 0, $coroutine))->start();
    var_dump(Process::wait()['signal'] === SIGUSR1);
    // What it begins itself it also ends, without enable_coroutine when the callback has returned.
    (new Process($own, false, 0, $coroutine))->start();
    var_dump(Process::wait()['code']);
}
Process::signal(SIGUSR1);
Event::wait();
?>
--EXPECT--
bool(false)
int(0)
bool(false)
bool(true)
own signal
own timer
own coroutine
int(0)
bool(false)
int(0)
bool(false)
bool(true)
own signal
own timer
own coroutine
int(0)
event
timer
coroutine
deferred

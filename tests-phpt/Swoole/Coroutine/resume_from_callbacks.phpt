--TEST--
Coroutines are resumed, and channels filled, from timers, events and deferred functions, also outside of coroutines
--FILE--
<?php
use Swoole\Coroutine;

foreach ([true, false] as $coroutines) {
    swoole_async_set(['enable_coroutine' => $coroutines]);
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = go(function () {
        foreach (['timer', 'event', 'defer'] as $who) {
            Coroutine::yield();
            echo "resumed by $who, ";
        }
        echo "ends\n";
    });
    Swoole\Timer::after(5, function () use ($id, $other) {
        Coroutine::resume($id);
        echo "timer ends, ";
        fwrite($other, 'x');
    });
    Swoole\Event::add($one, function ($socket) use ($id) {
        Swoole\Event::del($socket);
        Coroutine::resume($id);
        echo "event ends, ";
        Swoole\Event::defer(fn () => Coroutine::resume($id));
    });
    Swoole\Event::wait();
}
?>
--EXPECT--
resumed by timer, timer ends, resumed by event, event ends, resumed by defer, ends
resumed by timer, timer ends, resumed by event, event ends, resumed by defer, ends

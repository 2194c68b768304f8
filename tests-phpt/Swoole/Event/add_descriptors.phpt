--TEST--
Swoole\Event::add(): descriptor numbers and Swoole sockets
--FILE--
<?php
[$one, $other] = swoole_coroutine_socketpair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
Swoole\Coroutine\run(function () use ($one, $other) {
    var_dump(Swoole\Event::add($one, function ($socket) use ($one) {
        var_dump($socket === $one);
        Swoole\Event::del($socket);
    }) === $one->fd);
    $other->send('x');
});
Swoole\Event::add($one->fd, function ($socket) use ($one) {
    var_dump($socket === $one->fd);
    Swoole\Event::del($socket);
});
Swoole\Event::wait();
?>
--EXPECT--
bool(true)
bool(true)
bool(true)

--TEST--
Swoole\Event::exit(): ends the loop with timers and sockets left
--FILE--
<?php
[$one] = $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
Swoole\Event::add($one, fn () => null);
Swoole\Timer::tick(1000, fn () => print("not called\n"));
Swoole\Timer::after(5, function () {
    Swoole\Event::exit();
    echo "exits\n";
});
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
exits
end

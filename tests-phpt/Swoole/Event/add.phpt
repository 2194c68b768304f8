--TEST--
Swoole\Event::add(): the read callback gets the socket when something can be read; returns the descriptor
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$fd = Swoole\Event::add($one, function ($socket) use ($one) {
    var_dump($socket === $one);
    echo fread($socket, 100), "\n";
    Swoole\Event::del($socket);
});
var_dump(is_int($fd) && $fd > 2);
Swoole\Timer::after(5, fn () => fwrite($other, 'message'));
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
bool(true)
bool(true)
message
end

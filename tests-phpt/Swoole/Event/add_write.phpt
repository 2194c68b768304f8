--TEST--
Swoole\Event::add(): the write callback is called as soon as the socket can take something, the read callback when something comes
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
Swoole\Event::add($one, function ($socket) {
    echo 'read ', fread($socket, 100), "\n";
    Swoole\Event::del($socket);
}, function ($socket) use ($other) {
    echo "writable\n";
    Swoole\Event::set($socket, null, null, SWOOLE_EVENT_READ);
    fwrite($other, 'message');
}, SWOOLE_EVENT_READ | SWOOLE_EVENT_WRITE);
Swoole\Event::wait();
Swoole\Event::add($one, null, function ($socket) {
    echo "only writable\n";
    Swoole\Event::del($socket);
}, SWOOLE_EVENT_WRITE);
Swoole\Event::wait();
?>
--EXPECT--
writable
read message
only writable

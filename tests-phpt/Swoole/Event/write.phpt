--TEST--
Swoole\Event::write(): sends now or when the socket can take it, in order
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
var_dump(@Swoole\Event::write($one, 'x'));
Swoole\Event::add($one, fn () => null);
var_dump(@Swoole\Event::write($one, ''), Swoole\Event::write($one, 'first '));
$data = random_bytes(2000000);
var_dump(Swoole\Event::write($one, $data), Swoole\Event::write($one, ' last'));
$received = '';
Swoole\Event::add($other, function ($socket) use (&$received, $one, $data) {
    $received .= fread($socket, 65536);
    if (str_ends_with($received, ' last')) {
        var_dump($received === "first $data last");
        Swoole\Event::del($socket);
        Swoole\Event::del($one);
    }
});
Swoole\Event::wait();
?>
--EXPECT--
bool(false)
bool(false)
bool(true)
bool(true)
bool(true)
bool(true)

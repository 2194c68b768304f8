--TEST--
Swoole\Event::del(): no callback any more, the stream stays open, the loop ends
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
var_dump(@Swoole\Event::del($one));
Swoole\Event::add($one, fn () => print("not called\n"));
var_dump(Swoole\Event::isset($one), Swoole\Event::del($one), Swoole\Event::isset($one), @Swoole\Event::del($one));
fwrite($other, 'x');
Swoole\Event::wait();
var_dump(fread($one, 10));
Swoole\Event::add($one, function ($socket) {
    echo "added again\n";
    Swoole\Event::del($socket);
});
fwrite($other, 'x');
Swoole\Event::wait();
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(false)
bool(false)
string(1) "x"
added again

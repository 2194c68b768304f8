--TEST--
Swoole\Event::set(): other callbacks, other events
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_read_buffer($one, 0);
var_dump(@Swoole\Event::set($one, null, null, SWOOLE_EVENT_READ));
Swoole\Event::add($one, function ($socket) {
    echo 'first callback ', fread($socket, 1), "\n";
    var_dump(Swoole\Event::set($socket, function ($socket) {
        echo 'second callback ', fread($socket, 1), "\n";
        var_dump(Swoole\Event::set($socket, null, function ($socket) {
            echo "write callback\n";
            Swoole\Event::del($socket);
        }, SWOOLE_EVENT_WRITE));
    }, null, SWOOLE_EVENT_READ));
});
var_dump(@Swoole\Event::set($one, null, null, SWOOLE_EVENT_WRITE), @Swoole\Event::set($other, fn () => 1));
fwrite($other, 'abc');
Swoole\Event::wait();
var_dump(fread($one, 10));
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
first callback a
bool(true)
second callback b
bool(true)
write callback
string(1) "c"

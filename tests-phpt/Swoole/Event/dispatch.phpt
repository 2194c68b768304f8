--TEST--
Swoole\Event::dispatch(): one turn of the loop
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_read_buffer($one, 0);
var_dump(Swoole\Event::dispatch());
Swoole\Event::add($one, function ($socket) {
    echo 'read ', fread($socket, 1), "\n";
});
fwrite($other, 'ab');
var_dump(Swoole\Event::dispatch());
echo "between\n";
var_dump(Swoole\Event::dispatch());
Swoole\Event::del($one);
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
bool(false)
read a
bool(true)
between
read b
bool(true)
end

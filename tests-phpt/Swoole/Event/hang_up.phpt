--TEST--
Swoole\Event: when the peer hangs up the read callback is called and reads the end
--FILE--
<?php
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
Swoole\Event::add($one, function ($socket) {
    var_dump(fread($socket, 10), feof($socket));
    Swoole\Event::del($socket);
    fclose($socket);
});
fclose($other);
Swoole\Event::wait();
echo "end\n";
?>
--EXPECT--
string(0) ""
bool(true)
end

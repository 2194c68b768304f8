--TEST--
Callbacks of Swoole\Event may wait; the next event of the same socket comes meanwhile
--FILE--
<?php
use Swoole\Coroutine;

[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
stream_set_blocking($one, false);
Swoole\Event::add($one, function ($socket) use ($other) {
    static $calls = 0;
    $text = fread($socket, 1);
    if ($text === '') {
        return;
    }
    $call = ++$calls;
    echo "call $call reads $text\n";
    if ($call === 1) {
        fwrite($other, 'b');
        Coroutine::sleep(0.02);
        echo "call 1 goes on\n";
        Swoole\Event::del($socket);
    }
});
fwrite($other, 'a');
Swoole\Event::wait();
?>
--EXPECT--
call 1 reads a
call 2 reads b
call 1 goes on

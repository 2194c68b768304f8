--TEST--
swoole_coroutine_socketpair(): two connected Swoole\Coroutine\Socket
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one, $other] = swoole_coroutine_socketpair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, STREAM_IPPROTO_IP);
    var_dump(get_class($one), get_class($other), $one->fd !== $other->fd);
    go(function () use ($one) {
        $question = $one->recv();
        echo "received $question\n";
        $one->send('answer');
        $one->close();
    });
    echo "sends\n";
    $other->send('question');
    var_dump($other->recv(), $other->recv(100, 2));
});
?>
--EXPECT--
string(23) "Swoole\Coroutine\Socket"
string(23) "Swoole\Coroutine\Socket"
bool(true)
sends
received question
string(6) "answer"
string(0) ""

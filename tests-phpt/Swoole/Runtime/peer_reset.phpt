--TEST--
Hooked streams: a peer that resets the connection ends a waiting read and a waiting write
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $listener = new Coroutine\Socket(AF_INET, SOCK_STREAM, 0);
    $listener->bind('127.0.0.1');
    $listener->listen();
    $address = 'tcp://127.0.0.1:' . $listener->getsockname()['port'];
    $reset = function () use ($listener) {
        $peer = $listener->accept();
        Coroutine::sleep(0.005);
        $peer->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        $peer->close();
    };

    go($reset);
    $stream = stream_socket_client($address);
    var_dump((string) fread($stream, 10), feof($stream), stream_get_meta_data($stream)['timed_out']);

    go($reset);
    $stream = stream_socket_client($address);
    $data = str_repeat('x', 32 << 20);
    var_dump(@fwrite($stream, $data) < strlen($data));
    var_dump(@fwrite($stream, 'x'));
    var_dump(str_contains(error_get_last()['message'], 'Send of 1 bytes failed with errno=32 Broken pipe'));
});
?>
--EXPECT--
string(0) ""
bool(true)
bool(false)
bool(true)
bool(false)
bool(true)

--TEST--
Hooked streams: both sides write more than the kernel buffers, then read
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    $connection = stream_socket_accept($server);
    $data = random_bytes(8 << 20);
    $ids = [];
    foreach (['client' => $client, 'server' => $connection] as $name => $stream) {
        $ids[] = go(function () use ($stream, $data, $name) {
            $written = fwrite($stream, $data);
            stream_socket_shutdown($stream, STREAM_SHUT_WR);
            echo $written === strlen($data) ? '' : "$name has written $written\n";
        });
        $ids[] = go(function () use ($stream, $data, $name) {
            echo stream_get_contents($stream) === $data ? '' : "$name has read something else\n";
        });
    }
    Coroutine::join($ids);
    echo "done\n";
});
?>
--EXPECT--
done

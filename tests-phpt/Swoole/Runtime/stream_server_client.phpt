--TEST--
Hooked stream_socket_server(), stream_socket_accept() and stream_socket_client(): server and clients in one process
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    go(function () use ($server) {
        for ($i = 0; $i < 3; $i++) {
            $connection = stream_socket_accept($server, 10);
            go(function () use ($connection) {
                while (($line = fgets($connection)) !== false) {
                    fwrite($connection, strtoupper($line));
                }
                fclose($connection);
            });
        }
    });
    $channel = new Coroutine\Channel(3);
    foreach (['a', 'b', 'c'] as $name) {
        go(function () use ($name, $address, $channel) {
            $client = stream_socket_client("tcp://$address", $code, $message, 10);
            $answers = [];
            foreach ([1, 2] as $number) {
                fwrite($client, "$name $number\n");
                $answers[] = rtrim(fgets($client));
            }
            stream_socket_shutdown($client, STREAM_SHUT_WR);
            $channel->push(implode(', ', $answers) . ' ' . json_encode([fgets($client), feof($client)]));
        });
    }
    $results = [$channel->pop(), $channel->pop(), $channel->pop()];
    sort($results);
    echo implode("\n", $results), "\n";
});
?>
--EXPECT--
A 1, A 2 [false,true]
B 1, B 2 [false,true]
C 1, C 2 [false,true]

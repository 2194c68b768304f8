--TEST--
Swoole\Coroutine\Http\Client: write_func gets the body as it comes
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, show};

coroutines(function (): void {
    $received = '';
    $client = new Client('127.0.0.1', peer(function ($connection): void {
        readRequest($connection);
        $connection->send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        foreach (['one', ' ', 'two'] as $chunk) {
            $connection->send(dechex(strlen($chunk)) . "\r\n$chunk\r\n");
            Swoole\Coroutine::sleep(0.001);
        }
        $connection->send("0\r\n\r\n");
    }));
    $client->set(['write_func' => function ($client, string $data) use (&$received): void {
        $received .= get_class($client) . ": $data\n";
    }]);
    show($client->get('/'), $client->body, trim($received));
});
?>
--EXPECT--
true

Swoole\Coroutine\Http\Client: one
Swoole\Coroutine\Http\Client:  
Swoole\Coroutine\Http\Client: two

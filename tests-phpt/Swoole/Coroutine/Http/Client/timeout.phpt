--TEST--
Swoole\Coroutine\Http\Client: a server that does not answer: statusCode -2 after the timeout
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, readToEnd, show, showError};

coroutines(function (): void {
    $scripts = [
        'nothing' => function ($connection): void {
            readToEnd($connection);
        },
        'half a head' => function ($connection): void {
            readRequest($connection);
            $connection->send("HTTP/1.1 200 OK\r\nContent-");
            readToEnd($connection);
        },
        'half a body' => function ($connection): void {
            readRequest($connection);
            $connection->send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
            readToEnd($connection);
        },
        // The timeout is for the whole response.
        'a byte now and then' => function ($connection): void {
            $connection->send("HTTP/1.1 200 OK\r\nX-Long: ");
            while ($connection->send('x')) {
                Swoole\Coroutine::sleep(0.01);
            }
        },
    ];
    foreach ($scripts as $name => $script) {
        $client = new Client('127.0.0.1', peer($script));
        $client->set(['timeout' => 0.05]);
        $start = microtime(true);
        show([$name, $client->get('/'), $client->connected, microtime(true) - $start < 5]);
        showError($client);
    }
});
?>
--EXPECT--
["nothing",false,false,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2
["half a head",false,false,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2
["half a body",false,false,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2
["a byte now and then",false,false,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2

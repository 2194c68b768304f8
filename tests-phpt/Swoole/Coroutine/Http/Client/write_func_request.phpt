--TEST--
Swoole\Coroutine\Http\Client: write_func cannot make another request of the client whose response it gets
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show, showError};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(function ($connection): void {
        show(strtok(readRequest($connection), "\r"));
        $connection->send("HTTP/1.1 200 OK\r\nX: 1\r\nContent-Length: 10\r\n\r\nfirst");
        Coroutine::sleep(0.01);
        $connection->send('ten..');
        show(strtok(readRequest($connection), "\r"));
        $connection->send(response('third'));
    }));
    $client->set(['timeout' => 2, 'write_func' => function (Client $client, string $data): void {
        show($data);
        if ($data === 'first') {
            show($client->get('/second'), $client->upgrade('/second'), $client->recv());
            showError($client);
        }
    }]);
    show($client->get('/first'), $client->headers['x'] ?? null);
    showError($client);
    show($client->get('/third'));
    showError($client);
});
?>
--EXPECT--
GET /first HTTP/1.1
first
false
false
false
SWOOLE_ERROR_WRONG_OPERATION 'the response to the last request is still being received' -4
ten..
true
1
0 '' 200
GET /third HTTP/1.1
third
true
0 '' 200

--TEST--
Swoole\Coroutine\Http\Client: after an error the same object can make another request
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show, showError};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(function ($connection, int $number): void {
        readRequest($connection);
        $connection->sendAll($number === 0 ? "garbage\r\n\r\n" : response('fine'));
    }, 2));
    show($client->get('/'));
    showError($client);
    show($client->get('/'), $client->body);
    showError($client);
});
?>
--EXPECT--
false
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
true
fine
0 '' 200

--TEST--
Swoole\Coroutine\Http\Client::getsockname(), getpeername(), close() and connected
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show, showError};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([response('hello'), response('again')]));
    show($client->getsockname(), $client->getpeername());
    showError($client);
    show($client->close());
    $client->get('/');
    show($client->getpeername() === ['address' => '127.0.0.1', 'port' => $client->port]);
    show(array_keys($client->getsockname()), get_class($client->socket), $client->connected);
    show($client->close(), $client->connected, $client->socket, $client->close());
    // What was received is still there.
    show($client->body, $client->statusCode);
});
?>
--EXPECT--
false
false
SWOOLE_ERROR_CLIENT_NO_CONNECTION 'Client no connection' 0
false
true
["address","port"]
Swoole\Coroutine\Socket
true
true
false
null
false
hello
200

--TEST--
Swoole\Coroutine\Http\Client::upgrade(): a server that answers with another status, badly, or not at all
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, deadPort, httpPeer, peer, readRequest, response, show};

coroutines(function (): void {
    // As documented: true says that there was a response; its status tells the rest.
    $client = new Client('127.0.0.1', httpPeer(["HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", response('as ever')]));
    show([$client->upgrade('/'), $client->statusCode, $client->body]);
    show([@$client->push('x'), $client->errMsg, $client->statusCode, $client->ping(), $client->disconnect()]);

    $client = new Client('127.0.0.1', deadPort());
    show([$client->upgrade('/'), $client->statusCode, $client->errCode === SOCKET_ECONNREFUSED]);
    show([$client->push('x'), $client->recv(), $client->ping(), $client->disconnect(), $client->errCode === SWOOLE_ERROR_CLIENT_NO_CONNECTION]);

    $client = new Client('127.0.0.1', peer(fn ($connection) => readRequest($connection)));
    show([$client->upgrade('/'), $client->statusCode, $client->connected]);

    $client = new Client('127.0.0.1', peer(fn ($connection) => readRequest($connection) . $connection->recv()));
    $client->set(['timeout' => 0.03]);
    show([$client->upgrade('/'), $client->statusCode, $client->connected]);
});
?>
--EXPECT--
[true,403,"no"]
[false,"websocket handshake failed, cannot push data",-1,false,false]
[false,-1,true]
[false,false,false,false,true]
[false,-3,false]
[false,-2,false]

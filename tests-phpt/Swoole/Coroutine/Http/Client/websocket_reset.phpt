--TEST--
Swoole\Coroutine\Http\Client: a WebSocket that is reset, and one that ends in the middle of a frame
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use Swoole\Coroutine\Socket;
use function SwooleTest\{acceptHandshake, coroutines, listener, port, show, webSocketPeer};

coroutines(function (): void {
    $listener = listener();
    Swoole\Coroutine::create(function () use ($listener): void {
        $connection = $listener->accept();
        acceptHandshake($connection);
        $connection->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        // Its end without close() is a reset.
    });
    $client = new Client('127.0.0.1', port($listener));
    $client->upgrade('/');
    show($client->recv(5), $client->errCode === SOCKET_ECONNRESET, $client->connected);

    $client = new Client('127.0.0.1', webSocketPeer(fn ($connection) => $connection->sendAll("\x81\x05hel")));
    $client->upgrade('/');
    show(json_encode($client->recv(5)), $client->connected);
});
?>
--EXPECT--
false
true
false
""
false

--TEST--
Swoole\Coroutine\Http\Client::recv(): false after the timeout; the connection can still be used
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readClientFrame, show, webSocketPeer};

coroutines(function (): void {
    $client = new Client('127.0.0.1', webSocketPeer(function ($connection): void {
        while (($frame = readClientFrame($connection)) !== null) {
            $connection->sendAll(Frame::encode("got $frame", mask: false));
        }
    }));
    $client->upgrade('/');
    $start = microtime(true);
    show($client->recv(0.03), microtime(true) - $start >= 0.029, $client->errCode === SOCKET_ETIMEDOUT, $client->errMsg, $client->connected);
    show($client->push('hello'), $client->recv(5)->data);
    $client->close();
});
?>
--EXPECT--
false
true
true
Connection timed out
true
true
got text hello

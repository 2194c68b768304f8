--TEST--
Swoole\Coroutine\Http\Client::push() without a WebSocket: a warning, and its own errCode (which Swoole 6.2.2 overwrites)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([response('plain')]));
    $client->get('/');
    show($client->push('x'), $client->errCode === SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED);
    $client->close();
});
?>
--EXPECTF--
Warning: Swoole\Coroutine\Http\Client::push(): websocket handshake failed, cannot push data in %s on line %d
false
true

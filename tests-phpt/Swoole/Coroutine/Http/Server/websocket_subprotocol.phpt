--TEST--
Coroutine WebSocket server: websocket_subprotocol answers an offer; a header of the handler's comes first
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/own', function (Request $request, Response $ws) {
        $ws->header('Sec-WebSocket-Protocol', 'two');
        $ws->upgrade();
    });
    $server->handle('/', fn (Request $request, Response $ws) => $ws->upgrade());
    PHP, ['websocket_subprotocol' => ['two', 'three']]);
foreach (['/' => 'one, three, two', '/x' => 'one', '/own' => 'one, two', '/y' => null] as $target => $offer) {
    $client = WebSocketClient::connect($server->port, $target, $offer === null ? [] : ["Sec-WebSocket-Protocol: $offer"]);
    show($client->handshake->header('Sec-WebSocket-Protocol'));
}
?>
--EXPECT--
three
null
two
null

--TEST--
Swoole\Http\Response::upgrade(): the handshake, with headers of one's own
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function (Request $request, Response $ws) {
        $ws->header('X-Own', 'yes');
        if ($request->header['sec-websocket-protocol'] ?? null) {
            $ws->header('Sec-WebSocket-Protocol', explode(', ', $request->header['sec-websocket-protocol'])[1]);
        }
        $ws->cookie('seen', '1');
        $upgraded = $ws->upgrade();
        $ws->push(json_encode([$upgraded, @$ws->upgrade(), $ws->isWritable(), $request->get, $ws->fd === $request->fd]));
        $ws->recv();
    });
    PHP);
$client = WebSocketClient::connect($server->port, '/?room=1', ['Sec-WebSocket-Protocol: v1, v2']);
show($client->receive());
foreach (['X-Own', 'Set-Cookie', 'Sec-WebSocket-Protocol', 'Sec-WebSocket-Extensions'] as $name) {
    show([$name, $client->handshake->header($name)]);
}
?>
--EXPECT--
text [true,false,false,{"room":"1"},true]
["X-Own","yes"]
["Set-Cookie","seen=1"]
["Sec-WebSocket-Protocol","v2"]
["Sec-WebSocket-Extensions",null]

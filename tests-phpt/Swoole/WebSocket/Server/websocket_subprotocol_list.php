<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::webSocket(settings: ['websocket_subprotocol' => ['v2.chat', 'v1.chat']]);
$offer = fn (string ...$lines) => WebSocketClient::connect($server->port, '/', $lines)->handshake->header('Sec-WebSocket-Protocol');
show($offer('Sec-WebSocket-Protocol: v1.chat'));
show($offer('Sec-WebSocket-Protocol: soap,v1.chat ,v2.chat'));
show($offer('Sec-WebSocket-Protocol: soap', 'Sec-WebSocket-Protocol: v2.chat, v1.chat'));
show($offer('Sec-WebSocket-Protocol: soap, wamp'));
show($offer('Sec-WebSocket-Protocol: V1.CHAT'));
show($offer());
?>

--TEST--
Swoole\WebSocket\Server: websocket_subprotocol as a string
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::webSocket(settings: ['websocket_subprotocol' => 'chat']);
$offer = fn (string ...$lines) => WebSocketClient::connect($server->port, '/', $lines)->handshake->header('Sec-WebSocket-Protocol');
show($offer('Sec-WebSocket-Protocol: chat'));
show($offer('Sec-WebSocket-Protocol: soap, chat'));
echo "a client that offers none must be sent none: RFC 6455, section 4.1\n";
show($offer());
?>
--EXPECT--
chat
chat
a client that offers none must be sent none: RFC 6455, section 4.1
null

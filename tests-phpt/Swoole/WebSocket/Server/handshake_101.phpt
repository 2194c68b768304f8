--TEST--
Swoole\WebSocket\Server: the engine's handshake: exact status line, accept key of RFC 6455, no extension, no protocol
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpResponse, Server, Socket};
use function SwooleTest\show;

$server = Server::webSocket();
$socket = Socket::connect($server->port);
// The key and the answer are those of RFC 6455, section 1.3; names and values in an unusual case, as they may come.
$socket->write("GET /chat HTTP/1.1\r\nhost: server.example.com\r\nUPGRADE: WebSocket\r\nConnection: keep-alive, Upgrade\r\n"
    . "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nOrigin: http://example.com\r\nSec-WebSocket-Version: 13\r\n\r\n");
$response = HttpResponse::read($socket);
echo $response->status, ' ', $response->reason, "\n";
echo $response->header('Sec-WebSocket-Accept'), "\n";
show(strtolower($response->header('Upgrade')), strtolower($response->header('Connection')));
show($response->header('Sec-WebSocket-Extensions'), $response->header('Sec-WebSocket-Protocol'));
?>
--EXPECT--
101 Switching Protocols
s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
websocket
upgrade
null
null

--TEST--
Swoole\WebSocket\Server: without websocket_compression an offer is not accepted and nothing is compressed
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, str_repeat('zip ', 50), WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    });
    PHP);
$client = WebSocketClient::compressing($server->port);
show($client->handshake->header('Sec-WebSocket-Extensions'));
$client->send('x');
show(strlen($client->receive()->payload));
$client->send(gzdeflate('compressed all the same'), Frame::TEXT, rsv: 4);
show($client->receiveCloseCode());
?>
--EXPECT--
null
200
close 1002

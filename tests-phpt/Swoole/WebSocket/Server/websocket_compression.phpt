--TEST--
Swoole\WebSocket\Server: websocket_compression: messages in both directions, with and without the client's offer
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, $frame->data, $frame->opcode, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    });
    PHP, ['websocket_compression' => true]);

$text = str_repeat('a message that is worth compressing, ', 100);
$client = WebSocketClient::compressing($server->port);
for ($i = 0; $i < 3; $i++) {
    $client->sendCompressed("$i $text");
    $frame = $client->receive();
    echo $frame->rsv === 4 ? 'compressed' : 'plain', ' ', strlen($frame->payload) < 300 ? 'short' : 'long', ' ';
    echo $client->deflate->inflate($frame->payload) === "$i $text" ? 'same' : 'DIFFERENT', "\n";
}
$client->send('an uncompressed message is allowed too');
echo $client->receiveMessage(), "\n";
$client->sendCompressed('');
echo strlen($client->receiveMessage()), "\n";

$deflated = $client->deflate->deflate("\xff\x00" . str_repeat('binary', 50));
$client->send(substr($deflated, 0, 5), Frame::BINARY, fin: false, rsv: 4);
$client->send('', Frame::PING);
$client->send(substr($deflated, 5), Frame::CONTINUATION);
echo $client->receive(), "\n", strlen($client->receiveMessage()), "\n";

$plain = WebSocketClient::connect($server->port);
echo $plain->handshake->header('Sec-WebSocket-Extensions') ?? 'no extension', ', ';
$plain->send('the flag has no effect without the agreement');
echo $plain->receive(), "\n";
?>
--EXPECT--
compressed short same
compressed short same
compressed short same
an uncompressed message is allowed too
0
pong
302
no extension, text the flag has no effect without the agreement

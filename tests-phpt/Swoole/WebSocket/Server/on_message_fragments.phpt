--TEST--
Swoole\WebSocket\Server: fragments are joined, a ping between them is answered at once
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, "$frame->opcode $frame->finish $frame->data");
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('one ', Frame::BINARY, fin: false);
$client->send('two ', Frame::CONTINUATION, fin: false);
$client->send('between', Frame::PING);
echo $client->receive(), "\n";
$client->send('', Frame::CONTINUATION, fin: false);
$client->send('three', Frame::CONTINUATION);
echo $client->receive(), "\n";

// A code point may be cut by the border of two fragments.
$client->send("caf\xc3", Frame::TEXT, fin: false);
$client->send("\xa9", Frame::CONTINUATION);
echo $client->receive(), "\n";

// 1000 fragments of one byte each, in one write.
$bytes = Frame::encode('x', fin: false) . str_repeat(Frame::encode('y', Frame::CONTINUATION, fin: false), 998);
$client->socket->write($bytes . Frame::encode('z', Frame::CONTINUATION));
$message = $client->receiveMessage();
echo strlen($message), ' ', substr($message, 0, 8), '..', substr($message, -2), "\n";
?>
--EXPECT--
pong between
text 2 1 one two three
text 1 1 café
1004 1 1 xyyy..yz

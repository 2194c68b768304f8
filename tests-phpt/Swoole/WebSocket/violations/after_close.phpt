--TEST--
WebSocket close: what a client sends behind its close frame is not looked at (RFC 6455, 5.5.1)
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function () {
        echo "message must not be called\n";
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->socket->write(Frame::encode(Frame::closePayload(1000), Frame::CLOSE) . Frame::encode('too late') . Frame::encode('', Frame::PING));
echo $client->receive(), "\n";
echo bin2hex($client->socket->readToEnd()), "\n";
$server->awaitOutput('close 1');
echo $server->output();
?>
--EXPECT--
close 1000

close 1

--TEST--
WebSocket violation: an unmasked frame is answered by 1002 (RFC 6455, 5.1)
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
foreach ([Frame::TEXT, Frame::BINARY, Frame::PING, Frame::CLOSE] as $opcode) {
    $client = WebSocketClient::connect($server->port);
    $client->send('', $opcode, mask: false);
    echo $client->receiveCloseCode(), "\n";
}
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
close 1002
close 1002
close 1002
close 1002
exit 0
close 1
close 2
close 3
close 4

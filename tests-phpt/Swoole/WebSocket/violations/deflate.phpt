--TEST--
WebSocket violation: bad deflate blocks fail the connection, text that inflates to no UTF-8 gets 1007
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        echo "message must not be called\n";
    });
    PHP, ['websocket_compression' => true]);
$blocks = [
    'reserved block type' => "\x07\xff\xff",
    'stored block with wrong length' => "\x01\x05\x00\x00\x00hello",
    'distance too far back' => "\x03\xff\xff\xff\xff",
    'noise' => "\xde\xad\xbe\xef\xde\xad\xbe\xef\xde\xad\xbe\xef",
];
foreach ($blocks as $name => $payload) {
    $client = WebSocketClient::compressing($server->port);
    $client->send($payload, Frame::BINARY, rsv: 4);
    echo "$name: ", $client->receiveCloseCode(), "\n";
}
$client = WebSocketClient::compressing($server->port);
$client->sendCompressed("latin 1: caf\xe9");
echo 'not UTF-8: ', $client->receiveCloseCode(), "\n";
echo $server->output();
?>
--EXPECTREGEX--
reserved block type: close 100[27]
stored block with wrong length: close 100[27]
distance too far back: close 100[27]
noise: close 100[27]
not UTF-8: close 1007

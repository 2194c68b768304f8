--TEST--
WebSocket violation: reserved opcodes are answered by 1002 (RFC 6455, 5.2)
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket();
foreach ([3, 4, 5, 6, 7, 11, 12, 13, 14, 15] as $opcode) {
    $client = WebSocketClient::connect($server->port);
    $client->send('x', $opcode);
    echo "$opcode: ", $client->receiveCloseCode(), "\n";
}
?>
--EXPECT--
3: close 1002
4: close 1002
5: close 1002
6: close 1002
7: close 1002
11: close 1002
12: close 1002
13: close 1002
14: close 1002
15: close 1002

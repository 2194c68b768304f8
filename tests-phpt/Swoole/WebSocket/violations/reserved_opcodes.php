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

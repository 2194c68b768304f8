<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket();
$cases = [
    'continuation first' => [['a', Frame::CONTINUATION, true]],
    'continuation first, not the last' => [['a', Frame::CONTINUATION, false]],
    'text inside text' => [['a', Frame::TEXT, false], ['b', Frame::TEXT, true]],
    'binary inside text' => [['a', Frame::TEXT, false], ['b', Frame::BINARY, false]],
    'continuation after the end' => [['a', Frame::TEXT, false], ['b', Frame::CONTINUATION, true], ['c', Frame::CONTINUATION, true]],
];
foreach ($cases as $name => $frames) {
    $client = WebSocketClient::connect($server->port);
    foreach ($frames as [$payload, $opcode, $fin]) {
        $client->send($payload, $opcode, $fin);
    }
    if ($name === 'continuation after the end') {
        echo $client->receive(), "\n";
    }
    echo "$name: ", $client->receiveCloseCode(), "\n";
}
?>

--TEST--
WebSocket violation: a continuation without a start, a new start before the end: 1002 (RFC 6455, 5.4)
--FILE--
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
--EXPECT--
continuation first: close 1002
continuation first, not the last: close 1002
text inside text: close 1002
binary inside text: close 1002
text ab
continuation after the end: close 1002

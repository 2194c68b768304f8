--TEST--
WebSocket violation: control frames over 125 bytes or fragmented are answered by 1002 (RFC 6455, 5.5)
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket();
$long = str_repeat('p', 126);
$cases = [
    'long ping' => [$long, Frame::PING, true],
    'long pong' => [$long, Frame::PONG, true],
    'long close' => [Frame::closePayload(1000, str_repeat('r', 124)), Frame::CLOSE, true],
    'ping of 65536 bytes' => [str_repeat('p', 65536), Frame::PING, true],
    'fragmented ping' => ['a', Frame::PING, false],
    'fragmented pong' => ['a', Frame::PONG, false],
    'fragmented close' => [Frame::closePayload(1000), Frame::CLOSE, false],
];
foreach ($cases as $name => [$payload, $opcode, $fin]) {
    $client = WebSocketClient::connect($server->port);
    // The head alone tells: no byte of the payload needs to be waited for.
    $client->socket->write(substr(Frame::encode($payload, $opcode, $fin), 0, $name === 'ping of 65536 bytes' ? 10 : 4));
    echo "$name: ", $client->receiveCloseCode(), "\n";
}
$client = WebSocketClient::connect($server->port);
$client->send(str_repeat('p', 125), Frame::PING);
echo 'ping of 125 bytes: ', strlen($client->receive()->payload), "\n";
?>
--EXPECT--
long ping: close 1002
long pong: close 1002
long close: close 1002
ping of 65536 bytes: close 1002
fragmented ping: close 1002
fragmented pong: close 1002
fragmented close: close 1002
ping of 125 bytes: 125

<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(settings: ['websocket_compression' => true]);
$try = function (?string $offer, int $rsv, int $opcode) use ($server): void {
    $client = $offer === null ? WebSocketClient::connect($server->port) : WebSocketClient::compressing($server->port);
    $client->send("\x02\x00", $opcode, rsv: $rsv);
    echo $offer ?? 'plain', " rsv=$rsv opcode=$opcode: ", $client->receiveCloseCode(), "\n";
};
foreach ([1, 2, 3, 4, 5, 6, 7] as $rsv) {
    $try(null, $rsv, Frame::TEXT);
}
$try('deflate', 2, Frame::TEXT);
$try('deflate', 1, Frame::BINARY);
$try('deflate', 4, Frame::PING);
$try('deflate', 4, Frame::PONG);

// RSV1 belongs to the first fragment of a message only (RFC 7692, 6.1).
$client = WebSocketClient::compressing($server->port);
$client->send('a', Frame::TEXT, fin: false);
$client->send("\x02\x00", Frame::CONTINUATION, rsv: 4);
echo 'deflate rsv=4 in a continuation: ', $client->receiveCloseCode(), "\n";
?>

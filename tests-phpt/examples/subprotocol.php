<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::example('subprotocol.php');
foreach (['json.example', 'text.example', 'other, text.example, json.example', 'other'] as $offer) {
    $client = WebSocketClient::connect($server->port, '/', ["Sec-WebSocket-Protocol: $offer"]);
    show($client->handshake->header('Sec-WebSocket-Protocol'), $client->ask('abc'));
}
echo $server->stop(), "\n";
?>

<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('manual_handshake.php');
$upgrade = ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
echo HttpClient::get($server->port, '/', $upgrade);
echo HttpClient::get($server->port, '/?ticket=silver', $upgrade);
$client = WebSocketClient::connect($server->port, '/?ticket=golden');
echo $client->handshake->header('X-Seat'), "\n", $client->receive(), "\n", $client->ask('hello'), "\n", $server->stop(), "\n";
?>

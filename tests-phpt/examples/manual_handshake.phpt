--TEST--
examples-php/manual_handshake.php
--FILE--
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
--EXPECT--
403 Forbidden [no ticket, no connection
]403 Forbidden [no ticket, no connection
]3
text welcome, your seat is 3
HELLO
exit 0

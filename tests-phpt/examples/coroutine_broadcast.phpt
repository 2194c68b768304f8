--TEST--
examples-php/coroutine_broadcast.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('coroutine_broadcast.php');
$clients = [];
for ($i = 1; $i <= 4; $i++) {
    $clients[] = WebSocketClient::connect($server->port, '/websocket');
    $server->awaitOutput("$i connected");
}
$clients[1]->send('hello, all');
foreach ($clients as $client) {
    echo $client->receive(), "\n";
}
$clients[0]->socket->close();
$server->awaitOutput("4 connected\n3 connected");
echo $clients[3]->ask('one of us has left'), "\n";
foreach ($clients as $client) {
    $client->socket->close();
}
$server->awaitOutput("\n0 connected");
echo $server->stop(), "\n";
?>
--EXPECT--
text somebody says: hello, all
text somebody says: hello, all
text somebody says: hello, all
text somebody says: hello, all
somebody says: one of us has left
exit 0

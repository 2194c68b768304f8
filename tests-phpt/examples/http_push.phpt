--TEST--
examples-php/http_push.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('http_push.php');
$clients = [WebSocketClient::connect($server->port), WebSocketClient::connect($server->port)];
echo HttpClient::get($server->port, '/?message=lunch+is+ready')->body;
foreach ($clients as $client) {
    echo $client->receive(), "\n";
}
echo HttpClient::get($server->port, '/')->status, "\n", $clients[0]->ask('?'), "\n", $server->stop(), "\n";
?>
--EXPECT--
pushed to 2
text lunch is ready
text lunch is ready
400
this channel only speaks
exit 0

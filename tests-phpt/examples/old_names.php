<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('old_names.php');
$client = WebSocketClient::connect($server->port);
$client->send('hello');
echo $client->receive(), "\n", $client->receive(), "\n";
echo HttpClient::get($server->port, '/?message=to+all'), "\n", $client->receive(), "\n";
$client->close();
$server->awaitOutput('close 1');
echo $server->stop(), "\n", $server->output();
?>

--TEST--
examples-php/coroutine_greeter.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('coroutine_greeter.php');
$page = HttpClient::get($server->port, '/');
echo $page->status, ' ', $page->header('Content-Type'), ' ', json_encode(str_contains($page->body, '/websocket')), "\n";

$client = WebSocketClient::connect($server->port, '/websocket');
echo $client->ask('Ada'), "\n", $client->receive(), "\n";
$other = WebSocketClient::connect($server->port, '/websocket');
echo $other->ask('Bob'), "\n", $other->receive(), "\n";
$client->send('close');
echo json_encode($client->socket->readToEnd()), "\n";
$other->socket->close();
$server->awaitOutput('left');
echo $server->stop(), "\n";
?>
--EXPECT--
200 text/html; charset=utf-8 true
Hello, Ada!
text How do you do, Ada?
Hello, Bob!
text How do you do, Bob?
""
exit 0

--TEST--
examples-php/http_push_object.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('http_push_object.php');
$client = WebSocketClient::connect($server->port);
echo $client->receive(), "\n";
$http = new HttpClient($server->port);
$response = $http->request('POST', '/', ['Content-Type: application/x-www-form-urlencoded'], 'message=lunch+is+ready');
echo $response->header('Content-Type'), ' ', $response->body, "\n", $client->receive(), "\n";
echo $http->request('GET', '/?message=again')->body, "\n", $client->receive(), "\n";
echo $http->request('GET', '/')->status, "\n", $client->ask('?'), "\n", $server->stop(), "\n";
?>
--EXPECT--
text 0 announcements so far
application/json {"number":1,"reached":1}
text lunch is ready
{"number":2,"reached":1}
text again
400
announcements are made by POST
exit 0

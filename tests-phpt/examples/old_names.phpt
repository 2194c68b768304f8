--TEST--
examples-php/old_names.php
--FILE--
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
--EXPECTF--
text 1:hello,opcode:1,fin:1
text and a little later
200 OK [done]
text to all
exit 0
listening on ws://127.0.0.1:%d
open 1
close %d
close %d

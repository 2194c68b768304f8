--TEST--
examples-php/coroutine_close_frame.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('coroutine_close_frame.php');
$client = WebSocketClient::connect($server->port);
echo $client->ask('?'), "\n";
$client->sendClose(1000, 'bored');
$client->socket->readToEnd();
$server->awaitOutput("the client leaves with code 1000, reason 'bored'");

$client = WebSocketClient::connect($server->port);
$client->send('goodbye');
echo $client->receiveClose(), "\n";
$server->awaitOutput('we leave');
echo $server->stop(), "\n";
?>
--EXPECT--
say 'goodbye', or leave
close 4000 see you
exit 0

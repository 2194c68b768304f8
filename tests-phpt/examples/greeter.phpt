--TEST--
examples-php/greeter.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('greeter.php');
$client = WebSocketClient::connect($server->port);
echo $client->receive(), "\n", $client->ask('Ada'), "\n";
$client->close();
$server->awaitOutput('closed');
echo $server->stop(), "\n", $server->output();
?>
--EXPECTF--
text Hello! What is your name?
Nice to meet you, Ada.
exit 0
listening on ws://127.0.0.1:%d
connection 1 opened
connection 1 says Ada
connection 1 closed

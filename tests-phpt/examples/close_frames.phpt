--TEST--
examples-php/close_frames.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('close_frames.php');
$client = WebSocketClient::connect($server->port);
echo $client->ask('?'), "\n";
$client->sendClose(1000, 'bored');
$client->socket->readToEnd();
$server->awaitOutput('connection 1 is closed');
foreach (['kick', 'maintenance'] as $word) {
    $client = WebSocketClient::connect($server->port);
    $client->send($word);
    echo $client->receiveClose(), "\n";
}
echo $server->stop(), "\n", $server->output();
?>
--EXPECTF--
say 'kick' or 'maintenance', or leave
close 4001 you asked for it
close 1001 back in five minutes
exit 0
listening on ws://127.0.0.1:%d
connection 1 leaves with code 1000, reason 'bored'
connection 1 is closed by them
connection 2 is closed by us
connection 3 is closed by us

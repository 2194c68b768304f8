--TEST--
examples-php/ticker.php
--ENV--
TICK_INTERVAL=30
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('ticker.php');
$client = WebSocketClient::connect($server->port);
$last = 0;
for ($i = 0; $i < 3; $i++) {
    $numbers = json_decode($client->receiveMessage(), true);
    echo implode(' ', array_keys($numbers)), ' ', $numbers['connections'], $numbers['uptime'] > $last ? ' later' : ' NOT LATER', "\n";
    $last = $numbers['uptime'];
}
$until = function (string $text) use ($client): void {
    while (($message = $client->receiveMessage()) !== $text) {
    }
    echo "$message\n";
};
$client->send('pause');
$until('paused');
$watcher = WebSocketClient::connect($server->port);
$watcher->receiveMessage();
$watcher->receiveMessage();
echo $client->socket->isSilent(0.05) ? 'silent' : 'still ticking', "\n";
$client->send('resume');
$until('watching');
echo $client->receive()->payload[0], "\n", $server->stop(), "\n";
?>
--EXPECT--
uptime connections memory load 1 later
uptime connections memory load 1 later
uptime connections memory load 1 later
paused
silent
watching
{
exit 0

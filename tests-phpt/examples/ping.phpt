--TEST--
examples-php/ping.php
--ENV--
PING_INTERVAL=30
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::example('ping.php');
$client = WebSocketClient::connect($server->port);
for ($i = 0; $i < 5; $i++) {
    $ping = $client->receive();
    $client->send($ping->payload, Frame::PONG);
    do {
        $frame = $client->receive();
    } while ($frame->opcode === Frame::PING);
    echo preg_replace('/\d+\.\d{3}/', 'N', (string) $frame), "\n";
}
$client->send('mine', Frame::PING);
do {
    $frame = $client->receive();
} while ($frame->opcode === Frame::PING);
echo $frame, "\n";

// One that never answers: three pings, then it is closed.
$silent = WebSocketClient::connect($server->port);
for ($i = 0; ($frame = $silent->receive())->opcode === Frame::PING; $i++) {
}
echo "$i pings, $frame\n", $server->stop(), "\n";
?>
--EXPECT--
text pong after N ms
text pong after N ms
text pong after N ms
text pong after N ms
text pong after N ms
pong mine
3 pings, close 1008 no pong
exit 0

--TEST--
Swoole\WebSocket\Server::push(): many pushes of one callback arrive complete and in order, to several clients
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        for ($i = 0; $i < 500; $i++) {
            foreach ($server->connections as $fd) {
                $server->push($fd, "$i " . str_repeat(chr(97 + $i % 26), $i));
            }
        }
    });
    PHP);
$clients = [];
for ($i = 0; $i < 5; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
$clients[0]->send('go');
$right = 0;
foreach ($clients as $client) {
    for ($i = 0; $i < 500; $i++) {
        $right += (int) ($client->receiveMessage() === "$i " . str_repeat(chr(97 + $i % 26), $i));
    }
}
echo $right, "\n";
?>
--EXPECT--
2500

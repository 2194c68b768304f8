--TEST--
Coroutine WebSocket server: two hundred connections, a broadcast of many messages in order, and their end
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $all = [];
    $server->handle('/', function (Request $request, Response $ws) use (&$all) {
        $ws->upgrade();
        $all[$ws->fd] = $ws;
        $ws->push((string) count($all));
        while ($frame = $ws->recv()) {
            for ($i = 0; $i < (int) $frame->data; $i++) {
                foreach ($all as $other) {
                    $other->push("message $i");
                }
            }
        }
        unset($all[$ws->fd]);
        if ($all === []) {
            echo "all have gone\n";
        }
    });
    PHP);
$clients = [];
for ($i = 1; $i <= 200; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
    $last = end($clients)->receive();
}
show($last);
$clients[100]->send('20');
$right = 0;
foreach ($clients as $client) {
    for ($i = 0; $i < 20; $i++) {
        $right += (int) ($client->receiveMessage() === "message $i");
    }
}
show($right);
foreach ($clients as $client) {
    $client->socket->close();
}
$server->awaitOutput('all have gone');
show($server->stop());
?>
--EXPECT--
text 200
4000
exit 0

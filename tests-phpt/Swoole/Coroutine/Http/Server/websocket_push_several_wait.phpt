--TEST--
Swoole\Http\Response::push(): several coroutines wait for room on one connection (in Swoole 6.2.2 a fatal error)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    for ($i = 0; $i < 10; $i++) {
        Coroutine::create(function () use ($ws, $i) {
            for ($j = 0; $j < 20; $j++) {
                $ws->push("$i $j " . str_repeat('x', 100_000));
            }
        });
    }
    $ws->recv();
    PHP, ['socket_buffer_size' => 1 << 20]);
$client = WebSocketClient::connect($server->port);
$next = array_fill(0, 10, 0);
for ($i = 0; $i < 200; $i++) {
    [$from, $number] = explode(' ', $client->receiveMessage());
    if ((int) $number === $next[$from]) {
        $next[$from]++;
    }
}
show($next);
?>
--EXPECT--
[20,20,20,20,20,20,20,20,20,20]

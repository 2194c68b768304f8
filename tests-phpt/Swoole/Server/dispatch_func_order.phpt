--TEST--
dispatch_func: messages of many connections at once come all and in order, large ones too; timers of the master go on, also after exit()
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

use function SwooleTest\await;

$server = Server::webSocket(<<<'PHP'
    $server->set(['dispatch_func' => function ($server, $fd, $type, $data = '') {
        if ($type === 0 && $data === 'exit') {
            exit(3);
        }

        return intdiv($fd, 2) % 3;
    }]);
    $server->on('start', function ($server) {
        Swoole\Timer::tick(1, function () {
            static $ticks = 0;
            $ticks++ % 20 === 0 && print("tick $ticks\n");
        });
    });
    PHP, ['worker_num' => 3], 'SWOOLE_PROCESS');
$clients = [];
for ($i = 0; $i < 8; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
$filler = str_repeat('.', 50_000);
for ($n = 0; $n < 20; $n++) {
    foreach ($clients as $i => $client) {
        $client->send("$i:$n");
        $client->send("$i:$n$filler");
    }
}
foreach ($clients as $i => $client) {
    for ($n = 0; $n < 20; $n++) {
        if ($client->receiveMessage() !== "$i:$n" || $client->receiveMessage() !== "$i:$n$filler") {
            exit("client $i has not got message $n\n");
        }
    }
}
echo "all came in order\n";
echo $clients[0]->ask('exit'), "\n";
$server->newOutput();
await(fn () => str_contains($server->newOutput(), 'tick'), 'the timer has stopped');
echo $server->stop(), "\n";
?>
--EXPECT--
all came in order
exit
exit 255

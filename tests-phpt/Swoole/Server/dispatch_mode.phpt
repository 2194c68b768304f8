--TEST--
SWOOLE_PROCESS: dispatch_mode chooses the worker of a connection or of each event; onClose comes where order is kept
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

$setup = <<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'bind') {
            $server->bind($frame->fd, 7);
        }
        $server->push($frame->fd, (string) $server->worker_id);
    });
    $server->on('close', function ($server, $fd) {
        echo "close\n";
    });
    PHP;
$settings = ['worker_num' => 3, 'reactor_num' => 2];
foreach ([1, 2, 3, 4, 5, 7, 8, 9] as $mode) {
    $server = Server::webSocket($setup, $settings + ['dispatch_mode' => $mode], 'SWOOLE_PROCESS');
    $workers = $later = [];
    for ($i = 0; $i < 6; $i++) {
        $client = $clients[$i] = WebSocketClient::connect($server->port);
        $workers[] = $client->ask($mode === 5 ? 'bind' : '?');
    }
    foreach ($clients as $client) {
        $later[] = $client->ask('?');
    }
    // One after the other, an idle worker is any of them; the others stay, or follow the number that they were bound to.
    echo $mode, ': ', match ($mode) {
        1 => count(array_unique($workers)) > 1 ? 'in turn' : 'one',
        2 => $workers === $later ? count(array_unique($workers)) . ' workers, kept' : 'changed',
        3, 9 => 'any',
        4 => implode(',', array_unique($workers)) === implode(',', array_unique($later)) ? 'by address' : 'changed',
        5 => implode(',', array_unique($later)) === '1' ? 'by number' : implode(',', $later),
        default => $workers === $later ? count(array_unique($workers)) . ' workers, kept' : 'changed',
    }, ', ';
    $clients[0]->sendClose(1000);
    echo $clients[0]->receiveCloseCode(), ', ';
    // A later connection's answers come after what was told before.
    $clients[0] = null;
    if (!in_array($mode, [1, 3, 9], true)) {
        $server->awaitOutput("close\n");
    }
    $clients = [];
    echo $server->stop(), ', ', str_contains($server->output(), 'close') ? 'onClose' : 'no onClose', "\n";
}
?>
--EXPECT--
1: in turn, close 1000, exit 0, no onClose
2: 3 workers, kept, close 1000, exit 0, onClose
3: any, close 1000, exit 0, no onClose
4: by address, close 1000, exit 0, onClose
5: by number, close 1000, exit 0, onClose
7: 3 workers, kept, close 1000, exit 0, onClose
8: 3 workers, kept, close 1000, exit 0, onClose
9: any, close 1000, exit 0, no onClose

--TEST--
Swoole\Server: at a shutdown, onClose is called before onWorkerStop in SWOOLE_BASE; not in SWOOLE_PROCESS, where the workers end first
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use const SwooleTest\MODES;

foreach (MODES as $mode) {
    foreach (['SIGTERM', 'shutdown'] as $how) {
        $server = Server::webSocket(<<<'PHP'
            $server->on('message', function ($server, $frame) {
                $frame->data === 'shutdown' ? $server->shutdown() : $server->push($frame->fd, $frame->data);
            });
            $server->on('close', function ($server, $fd) {
                echo "close {$server->worker_id}\n";
            });
            $server->on('workerStop', function ($server, $worker) {
                // In one write: the other worker prints, too.
                echo "stop $worker " . count($server->connections) . "\n";
            });
            PHP, ['worker_num' => 2], $mode);
        $clients = [];
        for ($i = 0; $i < 4; $i++) {
            $clients[] = $client = WebSocketClient::connect($server->port);
            $client->ask('hello');
        }
        $how === 'SIGTERM' ? $server->signal(SIGTERM) : $clients[0]->send('shutdown');
        // Told they are, in both.
        $told = array_map(fn (WebSocketClient $client): string => $client->receiveClose(), $clients);
        $end = $server->awaitExit();
        $closed = ['0' => 0, '1' => 0];
        $stopped = $left = [];
        foreach (array_filter(explode("\n", $server->output())) as $line) {
            [$what, $worker, $count] = explode(' ', $line) + [2 => ''];
            if ($what === 'stop') {
                $stopped[] = $worker;
                $left[$count] = true;
            } elseif (in_array($worker, $stopped, true)) {
                echo "WRONG: closed after the stop\n";
            } else {
                $closed[$worker]++;
            }
        }
        // In BASE, others' may be left.
        if ($mode === 'SWOOLE_PROCESS' && array_keys($left) !== [4]) {
            echo 'WRONG: left ', implode(' ', array_keys($left)), "\n";
        }
        echo "$mode, $how: ", array_sum($closed), ' closed, ', count($stopped), ' stopped, told ', implode(' ', array_unique($told)), ", $end\n";
    }
}
?>
--EXPECT--
SWOOLE_BASE, SIGTERM: 4 closed, 2 stopped, told close 1001, exit 0
SWOOLE_BASE, shutdown: 4 closed, 2 stopped, told close 1001, exit 0
SWOOLE_PROCESS, SIGTERM: 0 closed, 2 stopped, told close 1001, exit 0
SWOOLE_PROCESS, shutdown: 0 closed, 2 stopped, told close 1001, exit 0

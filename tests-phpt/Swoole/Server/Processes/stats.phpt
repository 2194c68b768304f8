--TEST--
Swoole\Server::stats() counts for all workers, also what one has counted that was killed since
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, kill, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            $stats = $server->stats();
            $server->push($frame->fd, $frame->data === '?' ? json_encode($stats) : (string) getmypid());
        });
        $server->on('workerStart', function ($server, $id) {
            echo "up\n";
        });
        $server->on('managerStart', function ($server) {
            echo json_encode(array_intersect_key($server->stats(), ['worker_num' => 1, 'accept_count' => 1, 'worker_request_count' => 1])) . "\n";
        });
        PHP, ['worker_num' => 2, 'log_level' => SWOOLE_LOG_NONE], $mode);
    await(fn () => substr_count($server->output(), "up") === 2, 'not all have started');
    $clients = $pids = [];
    for ($i = 0; $i < 10; $i++) {
        $clients[] = $client = WebSocketClient::connect($server->port);
        $pids[$i] = (int) $client->ask('pid');
    }
    $keys = array_fill_keys(['connection_num', 'accept_count', 'close_count', 'worker_num', 'request_count', 'idle_worker_num'], 0);
    // The other worker shows what it has counted before it waits again.
    $ask = function () use (&$clients, $keys): array {
        return array_intersect_key(json_decode($clients[0]->ask('?'), true), $keys);
    };
    await(fn () => $ask()['idle_worker_num'] === 1, 'the other worker does not rest');
    $stats = $ask();
    show($stats['connection_num'], $stats['accept_count'], $stats['close_count'], $stats['worker_num'], $stats['request_count'] >= 20);
    $lost = array_filter($pids, fn ($pid) => $pid !== $pids[0]);
    kill(end($lost), SIGKILL);
    await(fn () => substr_count($server->output(), "up") === 3, 'no successor');
    $stats = $ask();
    // In SWOOLE_PROCESS they are there still.
    $closed = $mode === 'SWOOLE_BASE' ? count($lost) : 0;
    show($stats['connection_num'] === 10 - $closed, $stats['accept_count'], $stats['close_count'] === $closed);
    preg_match('/^\{.*$/m', $server->output(), $line);
    show($line[0], $server->stop());
}
?>
--EXPECT--
10
10
0
2
true
true
10
true
{"accept_count":0,"worker_num":2}
exit 0
10
10
0
2
true
true
10
true
{"accept_count":0,"worker_num":2}
exit 0

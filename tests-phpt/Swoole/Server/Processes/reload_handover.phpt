--TEST--
Swoole\Server::reload() in SWOOLE_BASE hands connections over to the successor of their worker, with what is known of them
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children, show};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'bind') {
            $server->bind($frame->fd, 77);
        }
        $info = $server->getClientInfo($frame->fd);
        $server->push($frame->fd, json_encode([$frame->fd, getmypid(), $info['uid'] ?? null, count($server->connections), $info['remote_port']]));
    });
    $server->on('close', function ($server, $fd) {
        echo "close $fd\n";
    });
    PHP, ['worker_num' => 2, 'websocket_compression' => true, 'log_level' => SWOOLE_LOG_WARNING]);
$client = WebSocketClient::connect($server->port);
$compressing = WebSocketClient::compressing($server->port);
[$fd, $pid, $uid, $count, $port] = json_decode($client->ask('bind'));
show($uid, $count);
json_decode($compressing->ask('?'));
$old = awaitChildren($server->pid, 2);
$server->signal(SIGUSR1);
await(fn () => count(children($server->pid)) === 2 && array_intersect($old, children($server->pid)) === [], 'not all workers were replaced');
$after = json_decode($client->ask('?'));
show([$after[0] === $fd, $after[1] !== $pid, $after[2], $after[4] === $port]);
show(json_decode($compressing->ask(str_repeat('x', 1000)))[0]);
show($server->stop());
$lines = explode("\n", trim($server->output()));
sort($lines);
echo implode(', ', $lines), "\n";
?>
--EXPECT--
77
2
[true,true,77,true]
2
exit 0
close 1, close 2

--TEST--
Swoole\Server: what a killed worker had not sent is held against no connection, and what it wanted closed is
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{awaitChildren, manager, show};

// The worker sends more than its way to the reactor thread takes, with no chance to send the rest, and is killed.
$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'state') {
            $server->push($frame->fd, json_encode([
                $server->exists(1),
                $server->exists(2),
                $server->getClientInfo(1)['send_queued_bytes'] ?? null,
            ]));
            return;
        }
        // Nobody reads there, so that the thread has something to do.
        for ($i = 0; $i < 14; $i++) {
            $server->push(1, str_repeat('x', 500_000));
        }
        $server->close(2);
        Swoole\Process::kill(getmypid(), SIGKILL);
    });
    PHP, ['log_level' => SWOOLE_LOG_NONE, 'reactor_num' => 1, 'socket_buffer_size' => 64 << 20], 'SWOOLE_PROCESS');
awaitChildren(manager($server, 'SWOOLE_PROCESS'), 1);
[$first, $second] = [WebSocketClient::connect($server->port), WebSocketClient::connect($server->port)];
$second->send('begin');
try {
    $second->receiveMessage();
} catch (RuntimeException $e) {
    show(str_starts_with($e->getMessage(), 'the peer closed'));
}
$third = WebSocketClient::connect($server->port);
do {
    // What did arrive is read.
    $frame = $first->receiveMessage();
    [$one, $two, $waiting] = json_decode($third->ask('state'));
} while ($waiting > 0);
show($one, $two, $waiting);
show($server->stop());
?>
--EXPECT--
true
true
false
0
exit 0

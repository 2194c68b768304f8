<?php

// Broadcast: every message goes to all connections. Usage: php broadcast.php PORT MODE WORKERS

$server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
$server->set(['worker_num' => (int) $argv[3]]);

$server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame) {
    foreach ($server->connections as $fd) {
        $server->push($fd, $frame->data, $frame->opcode);
    }
});

$server->start();

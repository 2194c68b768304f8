<?php

// Broadcast: every message goes to all connections. Usage: php broadcast.php PORT

$server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
$server->set(['worker_num' => 1]);

$server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame) {
    foreach ($server->connections as $fd) {
        $server->push($fd, $frame->data, $frame->opcode);
    }
});

$server->start();

<?php

// Echo with about 20 us of work for each message. Usage: php work.php PORT MODE WORKERS

/** Rounds of md5() that take so long. */
const ROUNDS = 130;

$server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
$server->set(['worker_num' => (int) $argv[3]]);

$server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame) {
    $hash = '';
    for ($i = 0; $i < ROUNDS; $i++) {
        $hash = md5($hash);
    }
    $server->push($frame->fd, $frame->data, $frame->opcode);
});

$server->start();

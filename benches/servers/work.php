<?php

// Echo with 20 us of work for each message. Usage: php work.php PORT MODE WORKERS

/** How long the work for a message takes, in nanoseconds. */
const WORK = 20_000;

function work(int $rounds): void
{
    $hash = '';
    for ($i = 0; $i < $rounds; $i++) {
        $hash = md5($hash);
    }
}

/** Rounds that take so long here, by the fastest of many tries: whatever else runs can only slow one down. */
function rounds(): int
{
    $fastest = INF;
    for ($i = 0; $i < 1_000; $i++) {
        $begin = hrtime(true);
        work(100);
        $fastest = min($fastest, hrtime(true) - $begin);
    }
    return (int) round(100 * WORK / $fastest);
}

$rounds = rounds();
$server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
$server->set(['worker_num' => (int) $argv[3]]);

$server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame) use ($rounds) {
    work($rounds);
    $server->push($frame->fd, $frame->data, $frame->opcode);
});

$server->start();

<?php

/**
 * The client under the conformance suite: goes through all cases of a fuzzing server, echoing every message as it came.
 *
 *     php client.php PORT PARALLEL
 */

declare(strict_types=1);

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\Frame;

function connect(int $port, string $path): Client
{
    $client = new Client('127.0.0.1', $port);
    $client->set([
        // The server may keep its context. That the client offers to do without its own is what some cases need to run.
        'websocket_compression' => ['server_context_takeover' => true],
        // The suite's largest messages have 16 MiB.
        'package_max_length' => 32 * 1024 * 1024,
        'timeout' => 120,
    ]);
    if (!$client->upgrade($path) || $client->statusCode !== 101) {
        throw new RuntimeException("$path: $client->statusCode $client->errMsg");
    }

    return $client;
}

Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
Coroutine\run(static function () use ($argv): void {
    [, $port, $parallel] = array_map(intval(...), $argv);
    $client = connect($port, '/getCaseCount');
    $count = (int) $client->recv()->data;
    $client->recv();

    $turns = new Channel($parallel);
    for ($case = 1; $case <= $count; $case++) {
        $turns->push(true);
        Coroutine::create(static function () use ($port, $case, $turns): void {
            $client = connect($port, "/runCase?case=$case&agent=swoole-rs");
            while (($frame = $client->recv()) instanceof Frame) {
                $client->push($frame);
            }
            $client->close();
            $turns->pop();
        });
    }
    for ($i = 0; $i < $parallel; $i++) {
        $turns->push(true);
    }
    connect($port, '/updateReports?agent=swoole-rs')->recv();
});

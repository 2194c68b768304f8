<?php

/**
 * A coroutine server that sends every message to all its clients.
 *
 *     php -d extension=swoole examples-php/coroutine_broadcast.php [port] [host]
 *
 * A Response that was upgraded can be pushed to from any coroutine, so the handlers share a list of them.
 */

declare(strict_types=1);

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\System;
use Swoole\Http\Request;
use Swoole\Http\Response;

use function Swoole\Coroutine\run;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

run(function () use ($port, $host): void {
    $server = new Server($host, $port);
    /** @var array<int, Response> $clients by object id */
    $clients = [];

    $server->handle('/websocket', function (Request $request, Response $ws) use (&$clients): void {
        if (!$ws->upgrade()) {
            return;
        }
        $id = spl_object_id($ws);
        $clients[$id] = $ws;
        echo count($clients), " connected\n";
        // Neither '' for a client that has left nor false for a broken connection goes on.
        while ($frame = $ws->recv()) {
            foreach ($clients as $client) {
                $client->push("somebody says: {$frame->data}");
            }
        }
        unset($clients[$id]);
        $ws->close();
        echo count($clients), " connected\n";
    });

    Coroutine::create(function () use ($server): void {
        System::waitSignal(SIGTERM);
        $server->shutdown();
    });

    echo "listening on ws://$host:$port/websocket\n";
    $server->start();
});

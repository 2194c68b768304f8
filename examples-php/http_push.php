<?php

/**
 * An HTTP request that becomes a message to everybody, written with functions and a global.
 *
 *     php -d extension=swoole examples-php/http_push.php [port] [host]
 *     curl 'http://127.0.0.1:9501/?message=lunch+is+ready'
 */

declare(strict_types=1);

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Swoole\WebSocket\Server($host, $port);
$server->set(['worker_num' => 1]);

$server->on('open', function (Swoole\WebSocket\Server $server, Swoole\Http\Request $request): void {
    echo "subscriber {$request->fd}\n";
});

$server->on('message', function (Swoole\WebSocket\Server $server, Swoole\WebSocket\Frame $frame): void {
    $server->push($frame->fd, 'this channel only speaks');
});

$server->on('request', function (Swoole\Http\Request $request, Swoole\Http\Response $response): void {
    // The callback is not handed the server; in procedural code a global names it.
    global $server;

    $message = $request->get['message'] ?? null;
    if (!is_string($message)) {
        $response->status(400);
        $response->end("usage: /?message=text\n");

        return;
    }
    $reached = 0;
    foreach ($server->connections as $fd) {
        if ($server->isEstablished($fd) && $server->push($fd, $message)) {
            $reached++;
        }
    }
    $response->end("pushed to $reached\n");
});

echo "listening on ws://$host:$port and http://$host:$port/?message=...\n";
$server->start();

<?php

/**
 * Subprotocols: one port, two dialects; the client's first offer that the server knows is spoken.
 *
 *     php -d extension=swoole examples-php/subprotocol.php [port] [host]
 *
 * In a browser: new WebSocket('ws://127.0.0.1:9501', ['json.example', 'text.example'])
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

const DIALECTS = ['json.example', 'text.example'];

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1, 'websocket_subprotocol' => DIALECTS]);

/** @var array<int, string> $spoken the dialect of each connection */
$spoken = [];

$server->on('open', function (Server $server, Request $request) use (&$spoken): void {
    $offers = array_map(trim(...), explode(',', $request->header['sec-websocket-protocol'] ?? ''));
    // The same choice as the handshake made: see websocket_subprotocol above.
    $common = array_values(array_intersect($offers, DIALECTS));
    $spoken[$request->fd] = $common[0] ?? 'text.example';
});

$server->on('message', function (Server $server, Frame $frame) use (&$spoken): void {
    $answer = ['length' => strlen($frame->data), 'md5' => md5($frame->data)];
    $server->push($frame->fd, match ($spoken[$frame->fd]) {
        'json.example' => json_encode($answer, JSON_THROW_ON_ERROR),
        'text.example' => "{$answer['length']} bytes, md5 {$answer['md5']}",
    });
});

$server->on('close', function (Server $server, int $fd) use (&$spoken): void {
    unset($spoken[$fd]);
});

echo "listening on ws://$host:$port\n";
$server->start();

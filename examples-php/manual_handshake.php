<?php

/**
 * A handshake by hand: who has no ticket is refused before a WebSocket exists.
 *
 *     php -d extension=swoole examples-php/manual_handshake.php [port] [host]
 *
 * With a handshake callback the server answers nothing by itself and calls no open callback;
 * what open would do is deferred until the response has been sent.
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\Http\Response;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1]);

$server->on('handshake', function (Request $request, Response $response) use ($server): bool {
    if (($request->get['ticket'] ?? '') !== 'golden') {
        $response->status(403);
        $response->end("no ticket, no connection\n");

        return false;
    }
    // RFC 6455, section 4.2.1: sixteen random bytes in base64.
    $key = $request->header['sec-websocket-key'] ?? '';
    if (strlen((string) base64_decode($key, true)) !== 16) {
        $response->status(400);
        $response->end("not a WebSocket handshake\n");

        return false;
    }
    $response->header('Upgrade', 'websocket');
    $response->header('Connection', 'Upgrade');
    $response->header('Sec-WebSocket-Version', '13');
    $response->header('Sec-WebSocket-Accept', base64_encode(sha1($key . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true)));
    $response->header('X-Seat', (string) $request->fd);
    $response->status(101);
    $response->end();

    $server->defer(function () use ($server, $request): void {
        $server->push($request->fd, "welcome, your seat is {$request->fd}");
    });

    return true;
});

$server->on('message', function (Server $server, Frame $frame): void {
    $server->push($frame->fd, strtoupper($frame->data));
});

echo "listening on ws://$host:$port/?ticket=golden\n";
$server->start();

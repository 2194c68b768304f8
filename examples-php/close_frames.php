<?php

/**
 * Why did they leave? Close frames come to the message callback, and the server gives its own reasons.
 *
 *     php -d extension=swoole examples-php/close_frames.php [port] [host]
 */

declare(strict_types=1);

use Swoole\WebSocket\CloseFrame;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1, 'open_websocket_close_frame' => true]);

$server->on('message', function (Server $server, Frame $frame): void {
    if ($frame instanceof CloseFrame) {
        echo "connection {$frame->fd} leaves with code {$frame->code}, reason '{$frame->reason}'\n";

        return;
    }
    match ($frame->data) {
        'kick' => $server->disconnect($frame->fd, 4001, 'you asked for it'),
        'maintenance' => $server->disconnect($frame->fd, SWOOLE_WEBSOCKET_CLOSE_GOING_AWAY, 'back in five minutes'),
        default => $server->push($frame->fd, "say 'kick' or 'maintenance', or leave"),
    };
});

$server->on('close', function (Server $server, int $fd, int $reactorId): void {
    echo "connection $fd is closed ", $reactorId < 0 ? 'by us' : 'by them', "\n";
});

echo "listening on ws://$host:$port\n";
$server->start();

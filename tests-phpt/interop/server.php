<?php

/**
 * The server that third-party clients are pointed at: an echo that also takes orders.
 *
 * A text message that is a JSON object is an order: {"order": "close", "code": 4001, "reason": "..."},
 * {"order": "ping", "data": "..."} (the pong is reported), {"order": "fragments", "parts": [...]},
 * {"order": "many", "number": 100}.
 */

declare(strict_types=1);

use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$server = new Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
$server->set([
    'worker_num' => 1,
    'websocket_compression' => true,
    'websocket_subprotocol' => ['v2.echo', 'v1.echo'],
    'open_websocket_pong_frame' => true,
    'package_max_length' => 16 * 1024 * 1024,
    'socket_buffer_size' => 64 * 1024 * 1024,
]);

$server->on('message', function (Server $server, Frame $frame): void {
    if ($frame->opcode === WEBSOCKET_OPCODE_PONG) {
        $server->push($frame->fd, "pong $frame->data");

        return;
    }
    $order = $frame->opcode === WEBSOCKET_OPCODE_TEXT && str_starts_with($frame->data, '{"order"') ? json_decode($frame->data, true) : null;
    switch ($order['order'] ?? 'echo') {
        case 'close':
            $server->disconnect($frame->fd, $order['code'], $order['reason']);
            break;
        case 'ping':
            $server->ping($frame->fd, $order['data']);
            break;
        case 'fragments':
            $last = array_key_last($order['parts']);
            foreach ($order['parts'] as $i => $part) {
                $server->push($frame->fd, $part, $i === 0 ? WEBSOCKET_OPCODE_TEXT : WEBSOCKET_OPCODE_CONTINUATION, $i === $last ? SWOOLE_WEBSOCKET_FLAG_FIN : 0);
            }
            break;
        case 'many':
            for ($i = 0; $i < $order['number']; $i++) {
                $server->push($frame->fd, "message $i");
            }
            break;
        default:
            $server->push($frame->fd, $frame->data, $frame->opcode, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    }
});

$server->on('close', function (Server $server, int $fd): void {
    echo "close $fd\n";
});

$server->start();

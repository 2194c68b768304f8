<?php

/**
 * permessage-deflate: a table of numbers, sent compressed to clients that can inflate it.
 *
 *     php -d extension=swoole examples-php/compression.php [port] [host]
 *
 * websocket_compression lets the handshake agree on compression; the flag asks for it message by message.
 * To a client that has not agreed, the same call sends the message as it is.
 */

declare(strict_types=1);

use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1, 'websocket_compression' => true]);

$server->on('message', function (Server $server, Frame $frame): void {
    $rows = min(max((int) $frame->data, 0), 10_000);
    $table = "number,square,cube\n";
    for ($i = 1; $i <= $rows; $i++) {
        $table .= sprintf("%d,%d,%d\n", $i, $i ** 2, $i ** 3);
    }
    $server->push($frame->fd, $table, SWOOLE_WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
});

echo "listening on ws://$host:$port, send a number of rows\n";
$server->start();

<?php

/**
 * The server under the conformance suite: echoes every message as it came. Usage: php server.php PORT MODE
 */

declare(strict_types=1);

use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$server = new Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
$server->set([
    'worker_num' => $argv[2] === 'SWOOLE_BASE' ? 1 : 2,
    'websocket_compression' => true,
    // The suite's largest messages have 16 MiB.
    'package_max_length' => 32 * 1024 * 1024,
    'socket_buffer_size' => 64 * 1024 * 1024,
    'log_level' => SWOOLE_LOG_NONE,
]);
$server->on('message', function (Server $server, Frame $frame): void {
    $server->push($frame->fd, $frame);
});
$server->start();

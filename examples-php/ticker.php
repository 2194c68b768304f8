<?php

/**
 * A dashboard's server: a timer measures once and pushes to all who watch.
 *
 *     php -d extension=swoole examples-php/ticker.php [port] [host]
 *
 * A client sends "pause" and "resume" to stop and restart its own stream.
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\Timer;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');
$interval = (int) (getenv('TICK_INTERVAL') ?: 1000);

$server = new Server($host, $port);
$server->set(['worker_num' => 1]);

/** @var array<int, bool> $watching */
$watching = [];

$server->on('workerStart', function (Server $server) use (&$watching, $interval): void {
    $started = hrtime(true);
    Timer::tick($interval, function () use ($server, &$watching, $started): void {
        $numbers = json_encode([
            'uptime' => round((hrtime(true) - $started) / 1e9, 3),
            'connections' => count($server->connections),
            'memory' => memory_get_usage(),
            'load' => sys_getloadavg()[0],
        ], JSON_THROW_ON_ERROR);
        foreach (array_keys($watching, true, true) as $fd) {
            $server->push($fd, $numbers);
        }
    });
});

$server->on('open', function (Server $server, Request $request) use (&$watching): void {
    $watching[$request->fd] = true;
});

$server->on('message', function (Server $server, Frame $frame) use (&$watching): void {
    $watching[$frame->fd] = match ($frame->data) {
        'pause' => false,
        'resume' => true,
        default => $watching[$frame->fd],
    };
    $server->push($frame->fd, $watching[$frame->fd] ? 'watching' : 'paused');
});

$server->on('close', function (Server $server, int $fd) use (&$watching): void {
    unset($watching[$fd]);
});

echo "listening on ws://$host:$port\n";
$server->start();

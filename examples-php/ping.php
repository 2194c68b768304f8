<?php

/**
 * Heartbeat with ping and pong, in both directions, handled by the script.
 *
 *     php -d extension=swoole examples-php/ping.php [port] [host]
 *
 * The server pings every connection once a second and closes one that has not answered the last three.
 * Pings of clients come to the message callback, too, because open_websocket_ping_frame is on.
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\Timer;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');
$interval = (int) (getenv('PING_INTERVAL') ?: 1000);

$server = new Server($host, $port);
$server->set([
    'worker_num' => 1,
    'open_websocket_ping_frame' => true,
    'open_websocket_pong_frame' => true,
]);

/** @var array<int, int> $unanswered pings in a row that a connection has not answered */
$unanswered = [];

$server->on('workerStart', function (Server $server) use (&$unanswered, $interval): void {
    Timer::tick($interval, function () use ($server, &$unanswered): void {
        $ping = new Frame();
        $ping->opcode = WEBSOCKET_OPCODE_PING;
        foreach ($unanswered as $fd => $number) {
            if ($number >= 3) {
                $server->disconnect($fd, SWOOLE_WEBSOCKET_CLOSE_POLICY_ERROR, 'no pong');
                continue;
            }
            $ping->data = (string) hrtime(true);
            $server->push($fd, $ping);
            $unanswered[$fd]++;
        }
    });
});

$server->on('open', function (Server $server, Request $request) use (&$unanswered): void {
    $unanswered[$request->fd] = 0;
});

$server->on('message', function (Server $server, Frame $frame) use (&$unanswered): void {
    switch ($frame->opcode) {
        case WEBSOCKET_OPCODE_PONG:
            $unanswered[$frame->fd] = 0;
            $roundTrip = (hrtime(true) - (int) $frame->data) / 1e6;
            $server->push($frame->fd, sprintf('pong after %.3f ms', $roundTrip));
            break;
        case WEBSOCKET_OPCODE_PING:
            // The engine leaves the answer to the script now; RFC 6455 wants the same payload back.
            $pong = new Frame();
            $pong->opcode = WEBSOCKET_OPCODE_PONG;
            $pong->data = $frame->data;
            $server->push($frame->fd, $pong);
            break;
        default:
            $server->push($frame->fd, $frame->data);
    }
});

$server->on('close', function (Server $server, int $fd) use (&$unanswered): void {
    unset($unanswered[$fd]);
});

echo "listening on ws://$host:$port\n";
$server->start();

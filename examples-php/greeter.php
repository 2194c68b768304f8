<?php

/**
 * The smallest useful server: greets whoever connects and answers every message.
 *
 *     php -d extension=swoole examples-php/greeter.php [port] [host]
 *
 * Try it in a browser's console, on the page http://127.0.0.1:9501, an error page:
 *
 *     ws = new WebSocket('ws://127.0.0.1:9501'); ws.onmessage = e => console.log(e.data); ws.onopen = () => ws.send('Ada')
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1]);

$server->on('open', function (Server $server, Request $request): void {
    echo "connection {$request->fd} opened\n";
    $server->push($request->fd, 'Hello! What is your name?');
});

$server->on('message', function (Server $server, Frame $frame): void {
    echo "connection {$frame->fd} says {$frame->data}\n";
    $server->push($frame->fd, "Nice to meet you, {$frame->data}.");
});

$server->on('close', function (Server $server, int $fd): void {
    echo "connection $fd closed\n";
});

echo "listening on ws://$host:$port\n";
$server->start();

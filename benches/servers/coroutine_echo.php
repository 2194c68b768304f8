<?php

// Echo by coroutines: each connection has one that waits for its messages. Usage: php coroutine_echo.php PORT

use Swoole\Coroutine\Http\Server;
use Swoole\Http\{Request, Response};

Swoole\Coroutine\run(function () use ($argv) {
    $server = new Server('127.0.0.1', (int) $argv[1]);
    $server->handle('/', function (Request $request, Response $ws) {
        $ws->upgrade();
        while ($frame = $ws->recv()) {
            $ws->push($frame->data, $frame->opcode);
        }
        $ws->close();
    });
    $server->start();
});

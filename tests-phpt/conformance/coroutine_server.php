<?php

// The echo server that the Autobahn cases are run against, as coroutines. Usage: php coroutine_server.php PORT

use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\System;
use Swoole\Http\{Request, Response};

use function Swoole\Coroutine\{go, run};

run(function () use ($argv) {
    $server = new Server('127.0.0.1', (int) $argv[1]);
    $server->set(['websocket_compression' => true, 'package_max_length' => 64 * 1024 * 1024]);
    $server->handle('/', function (Request $request, Response $socket) {
        $socket->upgrade();
        while ($frame = $socket->recv()) {
            $socket->push($frame->data, $frame->opcode, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
        }
    });
    go(function () use ($server) {
        System::waitSignal(SIGTERM);
        $server->shutdown();
    });
    $server->start();
});

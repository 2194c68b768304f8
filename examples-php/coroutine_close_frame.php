<?php

/**
 * Closing with a reason, and learning the client's, in a coroutine server.
 *
 *     php -d extension=swoole examples-php/coroutine_close_frame.php [port] [host]
 *
 * close() alone just ends the connection. Who wants to say why pushes a CloseFrame before. With
 * open_websocket_close_frame the client's close frame comes out of recv().
 */

declare(strict_types=1);

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\System;
use Swoole\Http\Request;
use Swoole\Http\Response;
use Swoole\WebSocket\CloseFrame;

use function Swoole\Coroutine\run;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

run(function () use ($port, $host): void {
    $server = new Server($host, $port);
    $server->set(['open_websocket_close_frame' => true]);

    $server->handle('/', function (Request $request, Response $ws): void {
        if (!$ws->upgrade()) {
            return;
        }
        while ($frame = $ws->recv()) {
            if ($frame instanceof CloseFrame) {
                echo "the client leaves with code $frame->code, reason '$frame->reason'\n";
                break;
            }
            if ($frame->data === 'goodbye') {
                $farewell = new CloseFrame();
                $farewell->code = 4000;
                $farewell->reason = 'see you';
                $ws->push($farewell);
                echo "we leave\n";
                break;
            }
            $ws->push("say 'goodbye', or leave");
        }
        $ws->close();
    });

    Coroutine::create(function () use ($server): void {
        System::waitSignal(SIGTERM);
        $server->shutdown();
    });

    echo "listening on ws://$host:$port\n";
    $server->start();
});

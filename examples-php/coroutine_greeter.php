<?php

/**
 * A WebSocket server as one coroutine per connection, and the page for it on the same port.
 *
 *     php -d extension=swoole examples-php/coroutine_greeter.php [port] [host]
 *
 * The handler of /websocket runs as long as its connection lives: it upgrades the request, waits for messages and
 * answers them. Waiting for one client keeps nobody else waiting.
 */

declare(strict_types=1);

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\System;
use Swoole\Http\Request;
use Swoole\Http\Response;

use function Swoole\Coroutine\run;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

run(function () use ($port, $host): void {
    $server = new Server($host, $port);

    $server->handle('/websocket', function (Request $request, Response $ws): void {
        if (!$ws->upgrade()) {
            return;
        }
        while (true) {
            $frame = $ws->recv();
            if ($frame === '') {
                echo "a client has left\n";
                break;
            }
            if ($frame === false) {
                echo 'a connection broke: ', swoole_strerror(swoole_last_error()), "\n";
                break;
            }
            if ($frame->data === 'close') {
                break;
            }
            $ws->push("Hello, {$frame->data}!");
            $ws->push("How do you do, {$frame->data}?");
        }
        $ws->close();
    });

    $server->handle('/', function (Request $request, Response $response): void {
        $response->header('Content-Type', 'text/html; charset=utf-8');
        $response->end(<<<'HTML'
            <!doctype html>
            <title>Greeter</title>
            <ul id="answers"></ul>
            <script>
                const socket = new WebSocket(`ws://${location.host}/websocket`);
                const say = text => answers.append(Object.assign(document.createElement('li'), {textContent: text}));
                socket.onopen = () => socket.send('Ada');
                socket.onmessage = event => say(event.data);
                socket.onclose = () => say('closed');
            </script>
            HTML);
    });

    // Ctrl-C or a supervisor ends the server: no new connections, the handlers finish.
    Coroutine::create(function () use ($server): void {
        System::waitSignal(SIGTERM);
        $server->shutdown();
    });

    echo "listening on http://$host:$port\n";
    $server->start();
});

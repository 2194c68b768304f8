<?php

/** What tests of requests under way need: a server that keeps them until it is told to go on. */

declare(strict_types=1);

namespace SwooleTest;

require __DIR__ . '/processes.php';

/** The setup of such a server. What it is told comes through WebSockets, whose messages are no requests. */
const HOLDING = <<<'PHP'
    $gates = $kept = $begun = [];
    $hold = function ($name) use (&$gates) {
        $gates[$name] = new Swoole\Coroutine\Channel(1);
        $gates[$name]->pop(60);
        unset($gates[$name]);
    };
    $server->on('handshake', function ($request, $response) use ($hold, &$begun) {
        if ($request->server['request_uri'] === '/hold') {
            $begun[] = 'handshake';
            $hold('handshake');
        }
        $key = base64_encode(sha1($request->header['sec-websocket-key'] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
        $response->header('Upgrade', 'websocket');
        $response->header('Connection', 'Upgrade');
        $response->header('Sec-WebSocket-Accept', $key);
        $response->status(101);
        $response->end();
    });
    $server->on('request', function ($request, $response) use ($server, $hold, &$kept, &$begun) {
        [, $what, $name] = explode('/', $request->server['request_uri'] . '//');
        $begun[] = $name ?: $what ?: 'other';
        switch ($what) {
            case 'hold':
                $hold($name);
                $response->end($name);
                break;
            case 'redirect':
                $response->redirect('/elsewhere');
                break;
            case 'sendfile':
                $response->sendfile(__FILE__);
                break;
            case 'status':
                $response->status(404);
                break;
            case 'throw':
                // Whoever catches it drops the response.
                try {
                    (function ($response) {
                        throw new Exception();
                    })($response);
                } catch (Exception) {
                }
                break;
            case 'detach':
                $response->detach();
                $kept[$name] = $response;
                break;
            case 'write':
                $response->write('begun ');
                $kept[$name] = $response;
                break;
            case 'keep':
                $kept[$name] = $response;
                break;
            case 'close':
                $kept[$name] = $response;
                $server->close($request->fd);
                break;
            case 'who':
                $response->end((string) $server->worker_id);
                break;
            case 'drop':
                break;
            default:
                $response->end('served');
        }
    });
    $server->on('message', function ($server, $frame) use (&$gates, &$kept, &$begun) {
        [$what, $name] = explode(' ', $frame->data . ' ');
        $answer = 'done';
        switch ($what) {
            case 'stats':
                $stats = $server->stats();
                $answer = "{$stats['concurrency']} {$stats['worker_concurrency']}";
                break;
            case 'begun':
                $answer = implode(' ', $begun);
                $begun = [];
                break;
            case 'open':
                // The coroutine goes on in here.
                $before = count($begun);
                $gates[$name]->push(true);
                $answer = count($begun) - $before . ' begun meanwhile';
                break;
            case 'end':
                $answer = json_encode($kept[$name]->end('ended'));
                break;
            case 'drop':
                unset($kept[$name]);
                break;
            case 'pid':
                $answer = (string) getmypid();
                break;
            case 'close':
                $server->close((int) $name);
                break;
            case 'shutdown':
                $server->shutdown();
                break;
            case 'stop':
                $server->stop();
                break;
            case 'reload':
                $server->reload();
                break;
            case 'exit':
                exit(3);
            case 'throw':
                throw new Exception('uncaught');
            case 'fatal':
                trigger_error('fatal', E_USER_ERROR);
        }
        $server->push($frame->fd, $answer);
    });
    PHP;

/** Sends a request, whose response is not awaited. */
function request(Server $server, string $target): HttpClient
{
    $client = new HttpClient($server->port);
    $client->send('GET', $target);

    return $client;
}

/** Waits until `stats()` tells of so many requests under way, in all workers and in the one that is asked. */
function awaitStats(WebSocketClient $control, string $wanted): void
{
    await(fn (): bool => $control->ask('stats') === $wanted, "there are not '$wanted' requests under way, but '{$control->ask('stats')}'");
}

/** Sends requests one after the other, the next one when the last one was counted, and returns their clients by name. */
function queue(Server $server, WebSocketClient $control, string ...$names): array
{
    $clients = [];
    foreach ($names as $name) {
        [$all, $own] = explode(' ', $control->ask('stats'));
        $clients[$name] = request($server, "/hold/$name");
        awaitStats($control, $all + 1 . ' ' . $own + 1);
    }

    return $clients;
}

<?php

/**
 * A chat room and the page for it, on one port.
 *
 *     php -d extension=swoole examples-php/chat.php [port] [host]
 *
 * A browser gets the page over HTTP and talks back over a WebSocket. Messages are JSON objects with a type:
 * the page sends "join" (name) and "say" (text); the server sends "people" (names) and "say" (name, text, time).
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\Http\Response;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

$server = new Server($host, $port);
$server->set(['worker_num' => 1, 'package_max_length' => 64 * 1024]);

/** @var array<int, string> $names by connection; one worker, so a variable can hold what all connections share */
$names = [];

function broadcast(Server $server, array $message): void
{
    $text = json_encode($message, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
    foreach ($server->connections as $fd) {
        // Browsers that are just fetching the page are connections, too.
        if ($server->isEstablished($fd)) {
            $server->push($fd, $text);
        }
    }
}

$server->on('request', function (Request $request, Response $response): void {
    if ($request->server['path_info'] !== '/') {
        $response->status(404);
        $response->end('There is only the chat at /');

        return;
    }
    $response->header('Content-Type', 'text/html; charset=utf-8');
    $response->sendfile(__DIR__ . '/chat.html');
});

$server->on('message', function (Server $server, Frame $frame) use (&$names): void {
    $message = json_decode($frame->data, true);
    $type = is_array($message) ? $message['type'] ?? null : null;
    if ($type === 'join' && is_string($message['name'] ?? null)) {
        $names[$frame->fd] = shortened($message['name']);
        broadcast($server, ['type' => 'people', 'names' => array_values($names)]);
    } elseif ($type === 'say' && is_string($message['text'] ?? null) && isset($names[$frame->fd])) {
        broadcast($server, ['type' => 'say', 'name' => $names[$frame->fd], 'text' => $message['text'], 'time' => date('H:i')]);
    } else {
        $server->disconnect($frame->fd, SWOOLE_WEBSOCKET_CLOSE_POLICY_ERROR, 'not understood');
    }
});

$server->on('close', function (Server $server, int $fd) use (&$names): void {
    if (isset($names[$fd])) {
        unset($names[$fd]);
        broadcast($server, ['type' => 'people', 'names' => array_values($names)]);
    }
});

/** At most 30 characters, and never empty. */
function shortened(string $name): string
{
    preg_match('/^.{1,30}/u', trim($name), $match);

    return $match[0] ?? 'somebody';
}

echo "the chat is at http://$host:$port\n";
$server->start();

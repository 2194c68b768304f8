<?php

/**
 * An HTTP request that becomes a message to everybody, written as a class that holds the server.
 *
 *     php -d extension=swoole examples-php/http_push_object.php [port] [host]
 *     curl -d 'message=lunch is ready' http://127.0.0.1:9501/
 */

declare(strict_types=1);

use Swoole\Http\Request;
use Swoole\Http\Response;
use Swoole\WebSocket\Frame;
use Swoole\WebSocket\Server;

final class Announcer
{
    private readonly Server $server;
    private int $announced = 0;

    public function __construct(string $host, int $port)
    {
        $this->server = new Server($host, $port);
        $this->server->set(['worker_num' => 1]);
        $this->server->on('open', [$this, 'opened']);
        $this->server->on('message', [$this, 'received']);
        $this->server->on('request', [$this, 'requested']);
    }

    public function run(): void
    {
        $this->server->start();
    }

    public function opened(Server $server, Request $request): void
    {
        $server->push($request->fd, "{$this->announced} announcements so far");
    }

    public function received(Server $server, Frame $frame): void
    {
        $server->push($frame->fd, 'announcements are made by POST');
    }

    public function requested(Request $request, Response $response): void
    {
        $message = $request->post['message'] ?? $request->get['message'] ?? null;
        if (!is_string($message)) {
            $response->status(400);
            $response->end("a message is missing\n");

            return;
        }
        $this->announced++;
        $response->header('Content-Type', 'application/json');
        $response->end(json_encode(['number' => $this->announced, 'reached' => $this->toAll($message)]));
    }

    private function toAll(string $message): int
    {
        $reached = 0;
        foreach ($this->server->connections as $fd) {
            $reached += (int) ($this->server->isEstablished($fd) && $this->server->push($fd, $message));
        }

        return $reached;
    }
}

$port = (int) ($argv[1] ?? getenv('PORT') ?: 9501);
$host = $argv[2] ?? (getenv('HOST') ?: '127.0.0.1');

echo "listening on ws://$host:$port\n";
(new Announcer($host, $port))->run();

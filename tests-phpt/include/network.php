<?php

/**
 * What the tests of the coroutine network classes require besides bootstrap.php: peers that live in the same process.
 *
 * A peer of this file speaks through Swoole\Coroutine\Socket and sends exactly the bytes that its script says. What
 * must not depend on the extension uses the clients of bootstrap.php and a server in a process of its own.
 */

declare(strict_types=1);

namespace SwooleTest;

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Socket as CoSocket;

require __DIR__ . '/bootstrap.php';

/**
 * Runs $main in a coroutine and returns when all coroutines have ended.
 *
 * Runtime hooks are off: they have tests of their own. The kernel ends a test that hangs.
 */
function coroutines(callable $main): void
{
    if (function_exists('pcntl_alarm')) {
        pcntl_alarm((int) PATIENCE + 5);
    }
    Coroutine::set(['hook_flags' => 0]);
    Coroutine\run($main);
}

/** A socket that listens on a free port of 127.0.0.1. */
function listener(int $backlog = 128): CoSocket
{
    $socket = new CoSocket(AF_INET, SOCK_STREAM, 0);
    if (!$socket->bind('127.0.0.1', 0) || !$socket->listen($backlog)) {
        throw new \RuntimeException("cannot listen: $socket->errMsg");
    }

    return $socket;
}

/** @return int the port that a socket is bound to */
function port(CoSocket $socket): int
{
    return $socket->getsockname()['port'];
}

/** A port of 127.0.0.1 that refuses connections. */
function deadPort(): int
{
    return Server::freePort();
}

/** @return array{CoSocket, CoSocket} both ends of a TCP connection: who connected, who accepted */
function pair(): array
{
    $listener = listener();
    $client = new CoSocket(AF_INET, SOCK_STREAM, 0);
    if (!$client->connect('127.0.0.1', port($listener), PATIENCE)) {
        throw new \RuntimeException("cannot connect: $client->errMsg");
    }

    return [$client, $listener->accept(PATIENCE)];
}

/** The path of a unix socket that does not exist yet, in a directory that goes with the test. */
function unixPath(): string
{
    return Server::temporaryDirectory() . '/socket';
}

/**
 * Starts a peer that gives each accepted connection to $script, in a coroutine of its own, and closes it afterwards.
 *
 * @param callable(CoSocket, int): mixed $script gets the connection and its number, counted from 0
 * @param int $connections how many connections are accepted before the peer ends
 * @return int the peer's port
 */
function peer(callable $script, int $connections = 1): int
{
    $listener = listener();
    Coroutine::create(static function () use ($listener, $script, $connections): void {
        for ($i = 0; $i < $connections; $i++) {
            $connection = $listener->accept(PATIENCE);
            if ($connection === false) {
                echo "nobody connected: $listener->errMsg\n";

                return;
            }
            Coroutine::create(static function () use ($connection, $script, $i): void {
                $script($connection, $i);
                if (!$connection->isClosed()) {
                    $connection->close();
                }
            });
        }
        $listener->close();
    });

    return port($listener);
}

/** Reads from a connection up to and including $end; what had come by the end of the stream if that is earlier. */
function readUntil(CoSocket $connection, string $end): string
{
    $bytes = '';
    while (!str_ends_with($bytes, $end)) {
        $byte = $connection->recv(1, PATIENCE);
        if ($byte === '' || $byte === false) {
            break;
        }
        $bytes .= $byte;
    }

    return $bytes;
}

/** Reads an HTTP request with a Content-Length or without body; '' at the end of the stream. */
function readRequest(CoSocket $connection): string
{
    $head = readUntil($connection, "\r\n\r\n");
    $length = preg_match('/^Content-Length: *(\d+)/mi', $head, $match) === 1 ? (int) $match[1] : 0;

    return $length > 0 ? $head . $connection->recvAll($length, PATIENCE) : $head;
}

/** Reads until the end of the stream, or until it breaks. */
function readToEnd(CoSocket $connection): string
{
    $bytes = '';
    while (is_string($read = $connection->recv(65536, PATIENCE)) && $read !== '') {
        $bytes .= $read;
    }

    return $bytes;
}

/**
 * Starts a peer that answers the requests of one connection with $responses, in order, and then closes.
 *
 * @param Channel|null $requests gets each request as it was received
 * @return int the peer's port
 */
function httpPeer(array $responses, ?Channel $requests = null): int
{
    return peer(static function (CoSocket $connection) use ($responses, $requests): void {
        foreach ($responses as $response) {
            $request = readRequest($connection);
            $requests?->push($request);
            if ($request === '') {
                break;
            }
            $connection->sendAll($response);
        }
    });
}

/** The bytes of a response with a Content-Length. */
function response(string $body, string ...$headers): string
{
    return implode("\r\n", ['HTTP/1.1 200 OK', ...$headers, 'Content-Length: ' . strlen($body), '', $body]);
}

/** Prints errCode by name, errMsg and, where the object has one, statusCode. */
function showError(object $object): void
{
    $name = $object->errCode;
    foreach (get_defined_constants() as $constant => $value) {
        if ($value === $object->errCode && preg_match('/^(SOCKET_E|SWOOLE_ERROR_)/', $constant) === 1 && $constant !== 'SOCKET_EWOULDBLOCK') {
            $name = $constant;
            break;
        }
    }
    echo "$name '$object->errMsg'", isset($object->statusCode) ? " $object->statusCode" : '', "\n";
}

/**
 * Starts a Swoole\Coroutine\Http\Server in a process of its own, which the PHP code in $setup finds as $server.
 *
 * SIGTERM, and so stop(), shuts it down. When its last coroutine has ended it prints "ended".
 *
 * @param array<string, mixed> $settings given to Coroutine\Http\Server::set()
 */
function httpServer(string $setup, array $settings = []): Server
{
    $code = <<<'PHP'
        <?php
        use Swoole\Coroutine;
        use Swoole\Http\{Request, Response};
        use Swoole\WebSocket\{CloseFrame, Frame};

        Coroutine::set(['hook_flags' => 0]);
        Coroutine\run(function () use ($argv): void {
            $server = new Coroutine\Http\Server('127.0.0.1', (int) $argv[1]);
            $server->set(unserialize(base64_decode($argv[2])) + ['timeout' => 60]);
            $signal = Coroutine::create(function () use ($server): void {
                if (Coroutine\System::waitSignal(15)) {
                    $server->shutdown();
                }
            });
            SETUP;
            $server->start();
            Coroutine::cancel($signal);
        });
        echo "ended\n";
        PHP;

    return Server::script(str_replace('SETUP;', $setup, $code), [base64_encode(serialize($settings))]);
}

/**
 * As httpServer(), with a handler for /: it upgrades, and $loop then has the connection as $ws.
 *
 * @param array<string, mixed> $settings
 */
function webSocketServer(string $loop, array $settings = []): Server
{
    $handler = <<<'PHP'
        $server->handle('/', function (Request $request, Response $ws) use ($server): void {
            if ($ws->upgrade()) {
                LOOP;
            }
        });
        PHP;

    return httpServer(str_replace('LOOP;', $loop, $handler), $settings);
}

/**
 * Reads a client's opening handshake and accepts it.
 *
 * @param string ...$headers further header lines of the response
 * @return string the request
 */
function acceptHandshake(CoSocket $connection, string ...$headers): string
{
    $request = readRequest($connection);
    preg_match('/^Sec-WebSocket-Key: *(\S+)/mi', $request, $match);
    $accept = base64_encode(sha1(($match[1] ?? '') . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
    $connection->sendAll(implode("\r\n", [
        'HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade', "Sec-WebSocket-Accept: $accept",
        ...$headers, '', '',
    ]));

    return $request;
}

/** Reads a frame that a client has sent, or null at the end of the stream; an unmasked one throws. */
function readClientFrame(CoSocket $connection): ?Frame
{
    $head = $connection->recvAll(2, PATIENCE);
    if (!is_string($head) || strlen($head) < 2) {
        return null;
    }
    [$first, $second] = array_values(unpack('C2', $head));
    if (($second & 0x80) === 0) {
        throw new \RuntimeException('a client must mask');
    }
    $length = match ($second & 0x7F) {
        126 => unpack('n', $connection->recvAll(2, PATIENCE))[1],
        127 => unpack('J', $connection->recvAll(8, PATIENCE))[1],
        default => $second & 0x7F,
    };
    $key = $connection->recvAll(4, PATIENCE);
    $payload = $length > 0 ? $connection->recvAll($length, PATIENCE) : '';

    return new Frame($first & 15, $payload ^ str_pad('', $length, $key), ($first & 0x80) !== 0, $first >> 4 & 7);
}

/**
 * Starts a peer that accepts one WebSocket connection and gives it to $script.
 *
 * @param callable(CoSocket): mixed $script
 * @param string ...$headers further header lines of the handshake's response
 * @return int the peer's port
 */
function webSocketPeer(callable $script, string ...$headers): int
{
    return peer(static function (CoSocket $connection) use ($script, $headers): void {
        acceptHandshake($connection, ...$headers);
        $script($connection);
    });
}

/** Runs a script of examples-php to its end, as a user would, and returns what it prints. */
function runExample(string $name, string ...$arguments): string
{
    $command = [PHP_BINARY, ...Server::options(), dirname(__DIR__, 2) . "/examples-php/$name", ...$arguments];

    return (string) shell_exec(implode(' ', array_map(escapeshellarg(...), $command)) . ' 2>&1');
}

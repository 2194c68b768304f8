<?php

/**
 * Swoole\Coroutine\Http\Client against a third-party server: what ws_server.phpt and websockets_server.phpt run.
 *
 * The servers echo, and take the orders that server.php takes; besides, {"order": "closed", "code": 4002} asks for the
 * reason of an earlier connection's close frame, and {"order": "subprotocol"} for what was agreed on.
 */

declare(strict_types=1);

require __DIR__ . '/../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use Swoole\WebSocket\CloseFrame;
use Swoole\WebSocket\Frame;

use const SwooleTest\PATIENCE;

final class Peer
{
    public function __construct(private readonly int $port)
    {
    }

    /** A client whose handshake has succeeded. */
    public function connect(array $options = [], array $headers = []): Client
    {
        $client = new Client('127.0.0.1', $this->port);
        $client->set(['timeout' => PATIENCE, 'package_max_length' => 16 * 1024 * 1024, ...$options]);
        $client->setHeaders($headers);
        $client->upgrade('/');
        same(101, $client->statusCode);

        return $client;
    }

    /** A client that asks for no WebSocket. */
    public function ask(): Client
    {
        $client = new Client('127.0.0.1', $this->port);
        $client->set(['timeout' => PATIENCE]);
        same(true, $client->get('/'));

        return $client;
    }
}

function same(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        $show = static fn (mixed $value): string => substr(var_export($value, true), 0, 100);
        throw new RuntimeException("expected {$show($expected)}, got {$show($actual)}");
    }
}

/** The next message. */
function receive(Client $client, int $opcode = WEBSOCKET_OPCODE_TEXT): string
{
    $frame = $client->recv(PATIENCE);
    if (!$frame instanceof Frame) {
        throw new RuntimeException('no message: ' . var_export($frame, true) . " $client->errMsg");
    }
    same($opcode, $frame->opcode);

    return $frame->data;
}

function roundTrip(Client $client, string $data, int $opcode = WEBSOCKET_OPCODE_TEXT): void
{
    same(true, $client->push($data, $opcode));
    same($data, receive($client, $opcode));
}

function order(Client $client, string $order, array $parameters = []): void
{
    same(true, $client->push(json_encode(['order' => $order, ...$parameters], JSON_UNESCAPED_UNICODE)));
}

const TESTS = [
    'text, binary and empty messages' => 'messages',
    'large messages' => 'largeMessages',
    'fragments from the client' => 'fragmentsFromClient',
    'fragments from the server' => 'fragmentsFromServer',
    'ping from the client' => 'pingFromClient',
    'ping from the server' => 'pingFromServer',
    'close by the client' => 'closeByClient',
    'close by the server' => 'closeByServer',
    'compression' => 'compression',
    'no compression unless asked for' => 'noCompression',
    'subprotocol' => 'subprotocol',
    'many messages in order' => 'manyMessages',
    'a hundred clients at once' => 'hundredClients',
    'a request that is no handshake' => 'noHandshake',
];

function messages(Peer $peer): void
{
    $client = $peer->connect();
    roundTrip($client, 'Grüße, 世界, 🙂');
    roundTrip($client, "\x00\xff\x01\xfe", WEBSOCKET_OPCODE_BINARY);
    roundTrip($client, '');
    roundTrip($client, '', WEBSOCKET_OPCODE_BINARY);
    same(true, $client->disconnect());
}

function largeMessages(Peer $peer): void
{
    $client = $peer->connect();
    foreach ([125, 126, 65535, 65536, 5_000_000] as $length) {
        roundTrip($client, substr(str_repeat('abc', intdiv($length, 3) + 1), 0, $length), WEBSOCKET_OPCODE_BINARY);
    }
    same(true, $client->disconnect());
}

function fragmentsFromClient(Peer $peer): void
{
    $client = $peer->connect(['open_websocket_pong_frame' => true]);
    $client->push('one ', WEBSOCKET_OPCODE_TEXT, 0);
    $client->push('two ', WEBSOCKET_OPCODE_CONTINUATION, 0);
    $client->ping('between');
    $client->push('three', WEBSOCKET_OPCODE_CONTINUATION);
    same('between', receive($client, WEBSOCKET_OPCODE_PONG));
    same('one two three', receive($client));
    same(true, $client->disconnect());
}

function fragmentsFromServer(Peer $peer): void
{
    $client = $peer->connect();
    order($client, 'fragments', ['parts' => ['ein ', 'zwei ', 'drei']]);
    same('ein zwei drei', receive($client));
    same(true, $client->disconnect());
}

function pingFromClient(Peer $peer): void
{
    $client = $peer->connect(['open_websocket_pong_frame' => true]);
    same(true, $client->ping('hello'));
    same('hello', receive($client, WEBSOCKET_OPCODE_PONG));
    same(true, $client->disconnect());
}

function pingFromServer(Peer $peer): void
{
    $client = $peer->connect();
    order($client, 'ping', ['data' => 'token']);
    // The client answers the ping while it waits for this.
    same('pong token', receive($client));
    same(true, $client->disconnect());
}

function closeByClient(Peer $peer): void
{
    same(true, $peer->connect()->disconnect(4002, 'tschüß'));
    $client = $peer->connect();
    // The server may learn of the end of a connection a moment after its client.
    for ($reason = '', $end = microtime(true) + PATIENCE; $reason === '' && microtime(true) < $end;) {
        order($client, 'closed', ['code' => 4002]);
        $reason = receive($client);
    }
    same('tschüß', $reason);
    same(true, $client->disconnect());
}

function closeByServer(Peer $peer): void
{
    $client = $peer->connect();
    order($client, 'close', ['code' => 4001, 'reason' => 'enough']);
    same('', $client->recv(PATIENCE));
    same(false, $client->connected);

    $client = $peer->connect(['open_websocket_close_frame' => true]);
    order($client, 'close', ['code' => 4003, 'reason' => 'más que suficiente']);
    $frame = $client->recv(PATIENCE);
    same(true, $frame instanceof CloseFrame);
    same([4003, 'más que suficiente'], [$frame->code, $frame->reason]);
    same('', $client->recv(PATIENCE));
}

function compression(Peer $peer): void
{
    $variants = [
        true,
        ['server_context_takeover' => true, 'client_context_takeover' => true],
        ['server_max_window_bits' => 10, 'client_max_window_bits' => 11],
    ];
    foreach ($variants as $variant) {
        $client = $peer->connect(['websocket_compression' => $variant]);
        same(1, preg_match('/^permessage-deflate\b/', $client->headers['sec-websocket-extensions'] ?? ''));
        for ($i = 0; $i < 5; $i++) {
            roundTrip($client, "$i " . str_repeat('compress me, ', 500));
        }
        roundTrip($client, str_repeat('compressible', 25_000), WEBSOCKET_OPCODE_BINARY);
        roundTrip($client, '');
        $client->push(str_repeat('a', 100_000));
        $frame = $client->recv(PATIENCE);
        same([100_000, true], [strlen($frame->data), ($frame->flags & SWOOLE_WEBSOCKET_FLAG_COMPRESS) !== 0]);
        same(true, $client->disconnect());
    }
}

function noCompression(Peer $peer): void
{
    $client = $peer->connect();
    same(false, isset($client->headers['sec-websocket-extensions']));
    roundTrip($client, 'plain');
    same(true, $client->disconnect());
}

function subprotocol(Peer $peer): void
{
    foreach (['v1.echo' => 'v1.echo', 'other, v1.echo, v2.echo' => 'v1.echo', '' => ''] as $offer => $agreed) {
        $client = $peer->connect([], $offer === '' ? [] : ['Sec-WebSocket-Protocol' => $offer]);
        same($agreed, $client->headers['sec-websocket-protocol'] ?? '');
        order($client, 'subprotocol');
        same($agreed, receive($client));
        same(true, $client->disconnect());
    }
}

function manyMessages(Peer $peer): void
{
    $client = $peer->connect();
    order($client, 'many', ['number' => 1000]);
    for ($i = 0; $i < 1000; $i++) {
        same("message $i", receive($client));
    }
    for ($i = 0; $i < 1000; $i++) {
        $client->push("echo $i");
    }
    for ($i = 0; $i < 1000; $i++) {
        same("echo $i", receive($client));
    }
    same(true, $client->disconnect());
}

function hundredClients(Peer $peer): void
{
    $results = new Channel(100);
    for ($i = 0; $i < 100; $i++) {
        Coroutine::create(static function () use ($peer, $results, $i): void {
            try {
                $client = $peer->connect();
                roundTrip($client, "client $i");
                $results->push($client->disconnect());
            } catch (RuntimeException $failure) {
                $results->push($failure->getMessage());
            }
        });
    }
    for ($i = 0; $i < 100; $i++) {
        same(true, $results->pop(PATIENCE));
    }
}

function noHandshake(Peer $peer): void
{
    same(426, $peer->ask()->statusCode);
}

/** Runs all tests against the server that $command starts. It prints its port, and ends with its input. */
function testClient(array $command): void
{
    $process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], STDERR], $pipes);
    $peer = new Peer((int) fgets($pipes[1]));
    SwooleTest\coroutines(static function () use ($peer): void {
        foreach (TESTS as $name => $test) {
            try {
                $test($peer);
                echo "ok $name\n";
            } catch (RuntimeException $failure) {
                echo "FAILED $name: {$failure->getMessage()}\n";
            }
        }
    });
    fclose($pipes[0]);
    echo 'exit ', proc_close($process), "\n";
}

<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, $frame->data, $frame->opcode, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    });
    PHP, ['websocket_compression' => true]);

/** Offers, verifies the answer's form (Deflate does) and that messages pass under it; returns the answer's parameters. */
function agree(string ...$offers): ?array
{
    global $server;
    $client = WebSocketClient::connect($server->port, '/', array_map(fn ($offer) => "Sec-WebSocket-Extensions: $offer", $offers));
    $header = $client->handshake->header('Sec-WebSocket-Extensions');
    if ($header === null) {
        return $client->ask('plain') === 'plain' ? null : ['BROKEN'];
    }
    // More than any window holds, so that a window larger than agreed upon cannot stay unnoticed; repeating at a
    // distance of 20,000 bytes and of 500.
    mt_srand(7);
    $block = implode('', array_map(fn () => chr(mt_rand(32, 126)), range(1, 500)));
    $noise = implode('', array_map(fn () => chr(mt_rand(32, 126)), range(1, 20_000)));
    foreach (["$noise$noise$noise", $block . $block . $block, "$noise$block$noise"] as $data) {
        $client->sendCompressed($data);
        if ($client->receiveMessage() !== $data) {
            return ['BROKEN'];
        }
    }
    $parameters = [];
    foreach (array_slice(array_map(trim(...), explode(';', $header)), 1) as $part) {
        [$name, $value] = explode('=', $part) + [1 => true];
        $parameters[$name] = $value;
    }
    return $parameters;
}
function verdict(string $name, bool $lawful, mixed $got): void
{
    echo $name, ': ', $lawful ? 'right' : 'WRONG ' . json_encode($got), "\n";
}

$got = agree('permessage-deflate');
verdict('bare offer', $got !== null && !isset($got['client_max_window_bits']), $got);
$got = agree('permessage-deflate; client_max_window_bits');
verdict('client_max_window_bits without a value', $got !== null, $got);
$got = agree('permessage-deflate; client_max_window_bits=10');
verdict('client_max_window_bits=10', $got !== null && ($got['client_max_window_bits'] ?? 15) <= 15, $got);
$got = agree('permessage-deflate; server_no_context_takeover');
verdict('server_no_context_takeover must be granted', isset($got['server_no_context_takeover']), $got);
$got = agree('permessage-deflate; client_no_context_takeover');
verdict('client_no_context_takeover', $got !== null, $got);
foreach ([9, 10, 12, 15] as $bits) {
    $got = agree("permessage-deflate; server_max_window_bits=$bits");
    verdict("server_max_window_bits=$bits must be kept", $got !== null && ($got['server_max_window_bits'] ?? 16) <= $bits, $got);
}
$got = agree('permessage-deflate; server_max_window_bits="10"');
verdict('a quoted value', ($got['server_max_window_bits'] ?? null) === '10', $got);
$got = agree('permessage-deflate;server_no_context_takeover;client_no_context_takeover;server_max_window_bits=11;client_max_window_bits=12');
verdict('all at once', isset($got['server_no_context_takeover']) && $got['server_max_window_bits'] <= 11, $got);

foreach (['server_max_window_bits=7', 'server_max_window_bits=16', 'server_max_window_bits', 'server_max_window_bits=010', 'client_max_window_bits=0', 'server_no_context_takeover=1', 'unknown_parameter', 'server_no_context_takeover; server_no_context_takeover'] as $bad) {
    $got = agree("permessage-deflate; $bad");
    verdict("declined: $bad", $got === null, $got);
}
$got = agree('x-webkit-deflate-frame');
verdict('another extension is declined', $got === null, $got);
$got = agree('permessage-deflate; unknown, permessage-deflate; server_max_window_bits=9');
verdict('fallback to the second offer', ($got['server_max_window_bits'] ?? null) === '9', $got);
$got = agree('permessage-bzip2', 'permessage-deflate; server_no_context_takeover');
verdict('an offer in a second header line', isset($got['server_no_context_takeover']), $got);
$got = agree('permessage-deflate; server_max_window_bits=10, permessage-deflate');
verdict('the first acceptable offer wins', ($got['server_max_window_bits'] ?? null) === '10', $got);
?>

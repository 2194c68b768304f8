<?php

/**
 * A WebSocket client that offers compression: asks examples-php/compression.php for a table and sums it up.
 *
 *     php -d extension=swoole examples-php/compression.php 9501 &
 *     php -d extension=swoole examples-php/coroutine_client_compression.php [port] [host]
 *
 * With websocket_compression the handshake offers permessage-deflate. If the server agrees, messages are inflated
 * before recv() returns them, and those with SWOOLE_WEBSOCKET_FLAG_COMPRESS are deflated.
 */

declare(strict_types=1);

use Swoole\Coroutine\Http\Client;

use function Swoole\Coroutine\run;

$port = (int) ($argv[1] ?? 9501);
$host = $argv[2] ?? '127.0.0.1';

run(function () use ($port, $host): void {
    $client = new Client($host, $port);
    $client->set(['websocket_compression' => true, 'timeout' => 5]);
    if (!$client->upgrade('/') || $client->statusCode !== 101) {
        echo "no WebSocket at $host:$port: ", $client->errMsg ?: "status $client->statusCode", "\n";

        return;
    }
    $agreed = isset($client->headers['sec-websocket-extensions']);
    echo $agreed ? "compression is agreed upon\n" : "the server does not compress\n";

    $client->push('1000', SWOOLE_WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    $frame = $client->recv();
    if (!$frame) {
        echo "no answer: $client->errMsg\n";

        return;
    }
    $rows = array_map(str_getcsv(...), explode("\n", trim($frame->data)));
    $compressed = $frame->flags & SWOOLE_WEBSOCKET_FLAG_COMPRESS ? 'compressed' : 'plain';
    printf("%d rows, which came %s; the squares add up to %d\n", count($rows) - 1, $compressed, array_sum(array_column(array_slice($rows, 1), 1)));
    $client->disconnect();
});

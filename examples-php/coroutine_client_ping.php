<?php

/**
 * A WebSocket client that measures how long its server takes to answer a ping.
 *
 *     php -d extension=swoole examples-php/coroutine_client_ping.php [port] [host] [count]
 *
 * Any WebSocket server will do, for example examples-php/greeter.php. Messages that come between are shown.
 */

declare(strict_types=1);

use Swoole\Coroutine\Http\Client;

use function Swoole\Coroutine\run;

$port = (int) ($argv[1] ?? 9501);
$host = $argv[2] ?? '127.0.0.1';
$count = (int) ($argv[3] ?? 3);

run(function () use ($port, $host, $count): void {
    $client = new Client($host, $port);
    // Without it pongs are taken in silently.
    $client->set(['open_websocket_pong_frame' => true, 'timeout' => 5]);
    if (!$client->upgrade('/') || $client->statusCode !== 101) {
        echo "no WebSocket at $host:$port: ", $client->errMsg ?: "status $client->statusCode", "\n";

        return;
    }
    for ($i = 1; $i <= $count; $i++) {
        $start = hrtime(true);
        $client->ping("ping $i");
        do {
            $frame = $client->recv(5);
            if (!$frame) {
                echo $frame === '' ? "the server has closed\n" : "no pong: $client->errMsg\n";

                return;
            }
            if ($frame->opcode !== WEBSOCKET_OPCODE_PONG) {
                echo "the server says: $frame->data\n";
            }
        } while ($frame->opcode !== WEBSOCKET_OPCODE_PONG);
        printf("pong to '%s' after %.3f ms\n", $frame->data, (hrtime(true) - $start) / 1e6);
    }
    $client->disconnect(SWOOLE_WEBSOCKET_CLOSE_NORMAL, 'measured');
});

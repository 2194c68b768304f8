--TEST--
Swoole\WebSocket\Server: bufferFull above buffer_high_watermark, bufferEmpty below buffer_low_watermark
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('bufferFull', function ($server, int $fd) {
        echo "full $fd\n";
    });
    $server->on('bufferEmpty', function ($server, int $fd) {
        echo "empty $fd\n";
    });
    $server->on('message', function ($server, $frame) {
        // More than any kernel buffers for a client that does not read.
        for ($i = 0; $i < 16; $i++) {
            $server->push($frame->fd, str_repeat(chr(97 + $i), 1_000_000));
        }
        echo "pushed\n";
    });
    PHP, ['buffer_high_watermark' => 2_000_000, 'buffer_low_watermark' => 500_000, 'socket_buffer_size' => 32 << 20]);
$client = WebSocketClient::connect($server->port);
$client->send('go');
$server->awaitOutput('pushed');
$server->awaitOutput('full 1');
for ($i = 0; $i < 16; $i++) {
    echo $client->receiveMessage() === str_repeat(chr(97 + $i), 1_000_000) ? '' : "WRONG\n";
}
$server->awaitOutput('empty 1');
$lines = explode("\n", trim($server->output()));
sort($lines);
echo implode("\n", $lines), "\n";
?>
--EXPECT--
empty 1
full 1
pushed

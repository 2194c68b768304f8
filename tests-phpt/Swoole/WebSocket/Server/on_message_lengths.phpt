--TEST--
Swoole\WebSocket\Server: messages of every length class are echoed byte for byte
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(settings: ['package_max_length' => 4 * 1024 * 1024]);
$client = WebSocketClient::connect($server->port);
foreach ([0, 1, 124, 125, 126, 127, 128, 4095, 65534, 65535, 65536, 65537, 200_000, 1_000_003] as $length) {
    $data = substr(str_repeat(hash('sha512', (string) $length, true), intdiv($length, 64) + 1), 0, $length);
    echo $length, ' ', $client->ask($data, Frame::BINARY) === $data ? 'same' : 'DIFFERENT', "\n";
}
?>
--EXPECT--
0 same
1 same
124 same
125 same
126 same
127 same
128 same
4095 same
65534 same
65535 same
65536 same
65537 same
200000 same
1000003 same

--TEST--
Swoole\WebSocket\Server: frames are understood however TCP cuts or joins them
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket();
$client = WebSocketClient::connect($server->port);
foreach (str_split(Frame::encode('one byte at a time')) as $byte) {
    $client->socket->write($byte);
}
echo $client->receive(), "\n";

// A head of 4 bytes (16 bit length) and one of 10 (64 bit length), each cut in the middle of its length.
foreach ([126, 65536] as $length) {
    $frame = Frame::encode(str_repeat('m', $length));
    $client->socket->write(substr($frame, 0, 3));
    $client->socket->write(substr($frame, 3));
    echo strlen($client->receive()->payload), "\n";
}

// Many messages in one packet: each gets its answer, in order.
$client->socket->write(implode('', array_map(fn (string $letter): string => Frame::encode($letter), range('a', 'p'))));
for ($i = 0; $i < 16; $i++) {
    echo $client->receive()->payload;
}
?>
--EXPECT--
text one byte at a time
126
65536
abcdefghijklmnop

--TEST--
WebSocket violation: lengths with the top bit set or not in the shortest form: 1002 (RFC 6455, 5.2); too long: 1009
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(settings: ['package_max_length' => 1024 * 1024]);
$heads = [
    'top bit' => "\x82\xff\x80\x00\x00\x00\x00\x00\x00\x01" . 'mask',
    'all bits' => "\x82\xff\xff\xff\xff\xff\xff\xff\xff\xff" . 'mask',
    '16 bits for 125' => "\x82\xfe\x00\x7d" . 'mask',
    '64 bits for 65535' => "\x82\xff\x00\x00\x00\x00\x00\x00\xff\xff" . 'mask',
    'the greatest of 63 bits' => "\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff" . 'mask',
    'package_max_length + 1' => "\x82\xff\x00\x00\x00\x00\x00\x10\x00\x01" . 'mask',
];
foreach ($heads as $name => $head) {
    $client = WebSocketClient::connect($server->port);
    $client->socket->write($head);
    echo "$name: ", $client->receiveCloseCode(), "\n";
}
?>
--EXPECT--
top bit: close 1002
all bits: close 1002
16 bits for 125: close 1002
64 bits for 65535: close 1002
the greatest of 63 bits: close 1009
package_max_length + 1: close 1009

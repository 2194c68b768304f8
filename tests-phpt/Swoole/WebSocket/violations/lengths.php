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

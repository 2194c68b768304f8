--TEST--
Swoole\Coroutine\Socket::setProtocol(): open_mqtt_protocol and open_fastcgi_protocol
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($server->setProtocol(['open_mqtt_protocol' => true]));
    $ping = "\xc0\x00";
    $publish = "\x30\x80\x01" . str_repeat('m', 128);
    $client->sendAll($ping . $publish . $ping);
    show(bin2hex($server->recvPacket(1)), $server->recvPacket(1) === $publish, bin2hex($server->recvPacket(1)));

    [$client, $server] = pair();
    show($server->setProtocol(['open_fastcgi_protocol' => true]));
    $record = pack('CCnnCC', 1, 6, 1, 300, 4, 0) . str_repeat('r', 304);
    $end = pack('CCnnCC', 1, 3, 1, 0, 0, 0);
    $client->sendAll($record . $end);
    show($server->recvPacket(1) === $record, $server->recvPacket(1) === $end);
});
?>
--EXPECT--
true
c000
true
c000
true
true
true

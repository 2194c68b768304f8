--TEST--
Swoole\Coroutine\Socket::recvPacket() and recvLine(): what came before a timeout belongs to the next packet (Swoole 6.2.2 loses it)
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $server->setProtocol(['open_length_check' => true, 'package_length_type' => 'n', 'package_body_offset' => 2]);
    $client->sendAll("\0\5he");
    show($server->recvPacket(0.02));
    showError($server);
    $client->sendAll('llo');
    show(bin2hex($server->recvPacket(1)));

    [$client, $server] = pair();
    $server->setProtocol(['open_eof_check' => true, 'package_eof' => "\r\n"]);
    $client->sendAll("first\r");
    show($server->recvPacket(0.02));
    showError($server);
    $client->sendAll("\nsecond\r\n");
    show(json_encode($server->recvPacket(1)), json_encode($server->recvPacket(1)));

    [$client, $server] = pair();
    $client->sendAll('half ');
    show($server->recvLine(100, 0.02));
    $client->sendAll("a line\n");
    show(json_encode($server->recvLine(100, 1)));
});
?>
--EXPECT--
false
SOCKET_ETIMEDOUT 'Connection timed out'
000568656c6c6f
false
SOCKET_ETIMEDOUT 'Connection timed out'
"first\r\n"
"second\r\n"
false
"half a line\n"

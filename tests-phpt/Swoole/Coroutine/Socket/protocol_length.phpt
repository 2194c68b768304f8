--TEST--
Swoole\Coroutine\Socket::recvPacket() with open_length_check: type, offset and body offset of the length
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    // The length counts the body behind a head of four bytes.
    [$client, $server] = pair();
    show($server->setProtocol([
        'open_length_check' => true,
        'package_length_type' => 'N',
        'package_length_offset' => 0,
        'package_body_offset' => 4,
    ]));
    $client->sendAll(pack('N', 5) . 'hello' . pack('N', 0) . pack('N', 3) . 'abc');
    foreach (range(1, 3) as $i) {
        show(bin2hex($server->recvPacket()));
    }
    // In pieces, the head too.
    Coroutine::create(function () use ($client): void {
        foreach (str_split(pack('N', 4) . 'bits') as $byte) {
            $client->send($byte);
            Coroutine::sleep(0.001);
        }
    });
    show(bin2hex($server->recvPacket()));
    show($server->recvPacket(0.02));
    showError($server);

    // The length counts the whole packet and comes third.
    foreach (['n' => 'n', 'v' => 'v', 'V' => 'V', 'C' => 'C', 'N' => 'N', 'J' => 'J', 'P' => 'P'] as $type => $format) {
        [$client, $server] = pair();
        $server->setProtocol(['open_length_check' => true, 'package_length_type' => $type, 'package_length_offset' => 2, 'package_body_offset' => 0]);
        $length = strlen(pack($format, 0));
        $packet = 'XY' . pack($format, 2 + $length + 4) . 'body';
        $client->sendAll("$packet$packet");
        show("$type " . json_encode($server->recvPacket() === $packet && $server->recvPacket() === $packet));
    }
});
?>
--EXPECT--
true
0000000568656c6c6f
00000000
00000003616263
0000000462697473
false
SOCKET_ETIMEDOUT 'Connection timed out'
n true
v true
V true
C true
N true
J true
P true

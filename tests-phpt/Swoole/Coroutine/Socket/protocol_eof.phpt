--TEST--
Swoole\Coroutine\Socket::recvPacket() with open_eof_check: one packet at a time, the end included
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($server->setProtocol(['open_eof_check' => true, 'package_eof' => "\r\n"]));
    $client->sendAll("one\r\n\r\ntwo\r\nthr");
    foreach (range(1, 3) as $i) {
        show(json_encode($server->recvPacket()));
    }
    Coroutine::create(fn () => $client->sendAll("ee\r"));
    Coroutine::create(fn () => $client->sendAll("\nfour\r\n"));
    show(json_encode($server->recvPacket()), json_encode($server->recvPacket()));
    show($server->recvPacket(0.02));
    showError($server);

    // The end of the stream: '', what has no end is lost.
    $client->sendAll('no end');
    $client->close();
    show(json_encode($server->recvPacket()));
    showError($server);

    [$client, $server] = pair();
    $server->setProtocol(['open_eof_check' => true, 'package_eof' => "\n", 'package_max_length' => 65536]);
    $client->sendAll(str_repeat('x', 65536));
    show($server->recvPacket());
    showError($server);

    // A large packet in many pieces.
    [$client, $server] = pair();
    $server->setProtocol(['open_eof_check' => true, 'package_eof' => 'END']);
    $data = str_repeat('0123456789', 150_000) . 'END';
    Coroutine::create(fn () => $client->sendAll($data . 'next END'));
    show($server->recvPacket() === $data, $server->recvPacket());
});
?>
--EXPECT--
true
"one\r\n"
"\r\n"
"two\r\n"
"three\r\n"
"four\r\n"
false
SOCKET_ETIMEDOUT 'Connection timed out'
""
0 ''
false
SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE 'no package eof, package_max_length exceeded'
true
next END

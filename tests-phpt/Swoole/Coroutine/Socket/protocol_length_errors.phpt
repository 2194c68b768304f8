--TEST--
Swoole\Coroutine\Socket::recvPacket() with open_length_check: too long, cut short, an unknown type
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show};

$protocol = ['open_length_check' => true, 'package_length_type' => 'N', 'package_length_offset' => 0, 'package_body_offset' => 4];
Swoole\Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function () use ($protocol): void {
    [$client, $server] = pair();
    $server->setProtocol($protocol + ['package_max_length' => 100]);
    $client->sendAll(pack('N', 96) . str_repeat('x', 96));
    show(strlen($server->recvPacket()));
    $client->sendAll(pack('N', 97));
    show($server->recvPacket(), $server->errCode === SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE);

    [$client, $server] = pair();
    $server->setProtocol($protocol);
    $client->sendAll(pack('N', 0xFFFFFFFF));
    show($server->recvPacket(), $server->errCode === SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE);

    [$client, $server] = pair();
    $server->setProtocol($protocol);
    $client->sendAll(pack('N', 10) . 'short');
    $client->close();
    show(json_encode($server->recvPacket()), json_encode($server->recvPacket()));

    [$client, $server] = pair();
    show($server->setProtocol(['open_length_check' => true, 'package_length_type' => '?']));
    show($server->setProtocol([]));
});
?>
--EXPECTF--
100
false
true
false
true
""
""

Warning: Swoole\Coroutine\Socket::setProtocol(): Unknown package_length_type name '?', see pack(). Link: https://php.net/pack in %s on line %d
false
false

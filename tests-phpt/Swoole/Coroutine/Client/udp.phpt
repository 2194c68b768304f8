--TEST--
Swoole\Coroutine\Client on UDP: sendto() and recvfrom() without a connection, send() and recv() with one
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, port, show, showError};

coroutines(function (): void {
    $server = new Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    Coroutine::create(function () use ($server): void {
        for ($i = 0; $i < 3; $i++) {
            $data = $server->recvfrom($peer);
            $server->sendto($peer['address'], $peer['port'], strtoupper($data));
        }
    });

    $client = new Client(SWOOLE_SOCK_UDP);
    show($client->sendto('127.0.0.1', port($server), 'one'), $client->recvfrom(100, $address, $port), $address, $port === port($server));
    show($client->sendto('127.0.0.1', port($server), ''), $client->recvfrom(0, $address));
    show($client->sendto('127.0.0.1', port($server), 'truncated'), $client->recvfrom(5, $address, $port));

    $client = new Client(SWOOLE_SOCK_UDP);
    show($client->connect('127.0.0.1', port($server)), $client->isConnected(), $client->send('two'), $client->recv());
    show($client->getpeername() === ['host' => '127.0.0.1', 'address' => '127.0.0.1', 'port' => port($server)]);
    show($client->recv(0.02));
    showError($client);
    show($client->close());
});
?>
--EXPECT--
true
ONE
127.0.0.1
true
false
false
true
TRUNC
true
true
3
TWO
true
false
SOCKET_ETIMEDOUT 'Connection timed out'
true

--TEST--
Swoole\Coroutine\Socket: sendto() and recvfrom() on UDP
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, port, show, showError};

coroutines(function (): void {
    $server = new Socket(AF_INET, SOCK_DGRAM, 0);
    $server->bind('127.0.0.1', 0);
    $client = new Socket(AF_INET, SOCK_DGRAM, 0);
    $client->bind('127.0.0.1', 0);

    $peer = 'untouched';
    show($server->recvfrom($peer, 0.02), $peer);
    showError($server);

    show($client->sendto('127.0.0.1', port($server), 'one'), $client->sendto('127.0.0.1', port($server), 'two'));
    show($server->recvfrom($peer), $peer === $client->getsockname());
    show($server->recvfrom($peer, 1));
    Coroutine::create(fn () => show('answered ' . $server->sendto($peer['address'], $peer['port'], 'three')));
    show($client->recvfrom($from), $from === $server->getsockname());
    show($client->sendto('localhost', port($server), 'by name'), $server->recvfrom($peer));

    // A connected socket knows whom to talk to.
    $connected = new Socket(AF_INET, SOCK_DGRAM, 0);
    show($connected->connect('127.0.0.1', port($server)), $connected->send('datagram'), $server->recv());
    show($connected->send(str_repeat('x', 70000)));
    showError($connected);

    [$tcp] = pair();
    show($tcp->sendto('127.0.0.1', 9, 'x'));
    showError($tcp);
});
?>
--EXPECT--
false
untouched
SOCKET_ETIMEDOUT 'Connection timed out'
3
3
one
true
two
answered 5
three
true
7
by name
true
8
datagram
false
SOCKET_EMSGSIZE 'Message too long'
false
SOCKET_EPROTONOSUPPORT 'Protocol not supported'

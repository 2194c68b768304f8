--TEST--
Swoole\Coroutine\Client::connect(): refused, twice, bad arguments
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, deadPort, peer, readToEnd, show, showError, unixPath};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    show($client->connect('127.0.0.1', deadPort()), $client->isConnected(), $client->connected);
    showError($client);
    show($client->errCode === swoole_last_error());

    // The same object may try again.
    $port = peer(readToEnd(...));
    show($client->connect('127.0.0.1', $port), $client->isConnected());
    show($client->connect('127.0.0.1', $port));
    showError($client);
    show($client->isConnected(), $client->close());

    $client = new Client(SWOOLE_SOCK_TCP);
    show($client->connect(''), $client->connect('127.0.0.1', 0), $client->connect('127.0.0.1', 65536));
    $client = new Client(SWOOLE_SOCK_UNIX_STREAM);
    show($client->connect(unixPath()));
    showError($client);
});
?>
--EXPECTF--
false
false
false
SOCKET_ECONNREFUSED 'Connection refused'
true
true
true
false
SOCKET_EISCONN 'Transport endpoint is already connected'
true
true

Warning: Swoole\Coroutine\Client::connect(): The host is empty in %s on line %d

Warning: Swoole\Coroutine\Client::connect(): The port is invalid in %s on line %d

Warning: Swoole\Coroutine\Client::connect(): The port is invalid in %s on line %d
false
false
false
false
SOCKET_ENOENT 'No such file or directory'

--TEST--
Swoole\Coroutine\Client::connect(): timeout as argument and as setting
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\{Client, Socket};
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    // A listener whose backlog is full lets further attempts wait.
    $listener = listener(1);
    $sockets = [];
    do {
        $socket = $sockets[] = new Socket(AF_INET, SOCK_STREAM, 0);
    } while ($socket->connect('127.0.0.1', port($listener), 0.05));

    $client = new Client(SWOOLE_SOCK_TCP);
    $start = microtime(true);
    show($client->connect('127.0.0.1', port($listener), 0.02), microtime(true) - $start < 5);
    showError($client);

    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['connect_timeout' => 0.02]);
    $start = microtime(true);
    show($client->connect('127.0.0.1', port($listener)), microtime(true) - $start < 5);
    showError($client);
});
?>
--EXPECT--
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
false
true
SOCKET_ETIMEDOUT 'Connection timed out'

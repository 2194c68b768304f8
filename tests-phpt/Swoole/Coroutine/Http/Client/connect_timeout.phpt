--TEST--
Swoole\Coroutine\Http\Client: connect_timeout: statusCode -1
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    // A listener whose backlog is full lets further attempts wait.
    $listener = listener(1);
    $sockets = [];
    do {
        $socket = $sockets[] = new Socket(AF_INET, SOCK_STREAM, 0);
    } while ($socket->connect('127.0.0.1', port($listener), 0.05));
    $client = new Client('127.0.0.1', port($listener));
    $client->set(['connect_timeout' => 0.03]);
    $start = microtime(true);
    show($client->get('/'), microtime(true) - $start < 5);
    showError($client);
});
?>
--EXPECT--
false
true
SOCKET_ETIMEDOUT 'Connection timed out' -1

--TEST--
Swoole\Coroutine\Socket::close() of a listener frees its port, although the object lives on (in Swoole 6.2.2 it listens on)
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $port = port($listener);
    show($listener->close());
    $client = new Socket(AF_INET, SOCK_STREAM, 0);
    show($client->connect('127.0.0.1', $port));
    showError($client);
    $again = new Socket(AF_INET, SOCK_STREAM, 0);
    show($again->bind('127.0.0.1', $port), $again->listen());
});
?>
--EXPECT--
true
false
SOCKET_ECONNREFUSED 'Connection refused'
true
true

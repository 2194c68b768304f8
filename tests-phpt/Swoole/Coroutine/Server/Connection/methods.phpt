--TEST--
Swoole\Coroutine\Server\Connection: recv(), send(), close(), exportSocket()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Server\Connection;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $connection = new Connection($server);
    show($connection->exportSocket() === $server);
    show($client->send('hello'), $connection->recv(), $connection->send('hi'), $client->recv());
    show($connection->recv(0.02));
    showError($server);
    $client->close();
    show(json_encode($connection->recv()));
    show($connection->close(), $connection->close(), $connection->recv(), $connection->send('x'));
    try {
        new Connection('no socket');
    } catch (TypeError $error) {
        show(strtok($error->getMessage(), ','));
    }
});
?>
--EXPECT--
true
5
hello
2
hi
false
SOCKET_ETIMEDOUT 'Connection timed out'
""
true
false
false
false
Swoole\Coroutine\Server\Connection::__construct(): Argument #1 ($conn) must be of type Swoole\Coroutine\Socket

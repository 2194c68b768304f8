--TEST--
Swoole\Coroutine\Socket::accept(): the connection, its properties, and a timeout
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $start = microtime(true);
    show($listener->accept(0.02), microtime(true) - $start >= 0.019);
    showError($listener);

    Coroutine::create(function () use ($listener): void {
        $client = new Socket(AF_INET, SOCK_STREAM, 0);
        show('connect ' . json_encode($client->connect('127.0.0.1', port($listener))));
        $client->send('hello');
    });
    show('accept');
    $connection = $listener->accept();
    show(get_class($connection), $connection->fd > 2, $connection->fd !== $listener->fd);
    show([$connection->domain === AF_INET, $connection->type === SOCK_STREAM, $connection->errCode]);
    show($connection->recv());
    show($connection->getsockname() === $listener->getsockname());
});
?>
--EXPECT--
false
true
SOCKET_ETIMEDOUT 'Connection timed out'
accept
Swoole\Coroutine\Socket
true
true
[true,true,0]
connect true
hello
true

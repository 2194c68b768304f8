--TEST--
Swoole\Coroutine\Socket::peek(): looks without taking and without waiting
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($server->peek());
    showError($server);
    $client->send('hello');
    while ($server->peek() === false) {
        Coroutine::sleep(0.001);
    }
    show($server->peek(2), $server->peek(), $server->recv());
    $client->close();
    show($server->recv(), $server->peek());
    $server->close();
    show($server->peek());
    showError($server);
});
?>
--EXPECT--
false
SOCKET_EAGAIN 'Resource temporarily unavailable'
he
hello
hello


false
SOCKET_EBADF 'Bad file descriptor'

--TEST--
Swoole\Coroutine\Socket::close(): wakes the coroutine that waits in recv(), accept(), connect() or send()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, pair, show, showError};

coroutines(function (): void {
    [$socket, $peer] = pair();
    Coroutine::create(function () use ($socket): void {
        show($socket->recv());
        showError($socket);
    });
    show('close recv', $socket->close());
    show($socket->isClosed(), $peer->recv());

    $socket = listener();
    Coroutine::create(function () use ($socket): void {
        show($socket->accept());
        showError($socket);
    });
    show('close accept', $socket->close());

    [$socket, $peer] = pair();
    Coroutine::create(function () use ($socket): void {
        $sent = $socket->sendAll(str_repeat('x', 64 << 20));
        show($sent > 0 && $sent < 64 << 20);
        showError($socket);
    });
    show('close send', $socket->close());

    // One reads, another one writes: both are woken.
    [$socket, $peer] = pair();
    Coroutine::create(function () use ($socket): void {
        show('read ' . json_encode($socket->recv()));
    });
    Coroutine::create(function () use ($socket): void {
        show('written ' . json_encode($socket->sendAll(str_repeat('x', 64 << 20)) < 64 << 20));
    });
    show('close both');
    $socket->close();
});
?>
--EXPECT--
false
SOCKET_ECANCELED 'Operation canceled'
close recv
true
false

false
SOCKET_ECANCELED 'Operation canceled'
close accept
true
true
SOCKET_ECANCELED 'Operation canceled'
close send
true
close both
written true
read false

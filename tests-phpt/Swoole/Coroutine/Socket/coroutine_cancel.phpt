--TEST--
Swoole\Coroutine::cancel() of a coroutine that waits in a socket
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $cid = Coroutine::create(function () use ($client): void {
        show($client->recv());
        showError($client);
        show(Coroutine::isCanceled());
    });
    show('cancel', Coroutine::cancel($cid));
    show($server->send('hello'), $client->recv());
});
?>
--EXPECT--
false
SOCKET_ECANCELED 'Operation canceled'
true
cancel
true
5
hello

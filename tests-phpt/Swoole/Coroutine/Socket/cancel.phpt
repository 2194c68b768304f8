--TEST--
Swoole\Coroutine\Socket::cancel(): ends a wait with ECANCELED; the socket can still be used
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, listener, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->cancel(), $client->cancel(SWOOLE_EVENT_WRITE));
    Coroutine::create(function () use ($client): void {
        show($client->recv());
        showError($client);
        show($client->recv());
        showError($client);
    });
    show('cancel write ' . json_encode($client->cancel(SWOOLE_EVENT_WRITE)));
    show('cancel read ' . json_encode($client->cancel()));
    $server->send('hello');
    Coroutine::sleep(0.01);

    Coroutine::create(function () use ($client): void {
        $client->sendAll(str_repeat('x', 64 << 20));
        showError($client);
    });
    show('cancel write ' . json_encode($client->cancel(SWOOLE_EVENT_WRITE)));

    $listener = listener();
    Coroutine::create(function () use ($listener): void {
        show($listener->accept());
        showError($listener);
    });
    show('cancel accept ' . json_encode($listener->cancel(SWOOLE_EVENT_READ)));
});
?>
--EXPECT--
false
false
cancel write false
false
SOCKET_ECANCELED 'Operation canceled'
cancel read true
hello
0 ''
SOCKET_ECANCELED 'Operation canceled'
cancel write true
false
SOCKET_ECANCELED 'Operation canceled'
cancel accept true

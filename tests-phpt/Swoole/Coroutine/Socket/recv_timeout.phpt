--TEST--
Swoole\Coroutine\Socket::recv(): timeout as argument, as option, and none
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $start = microtime(true);
    show($client->recv(10, 0.02), microtime(true) - $start >= 0.019);
    showError($client);

    $client->setOption(SOL_SOCKET, SO_RCVTIMEO, ['sec' => 0, 'usec' => 20000]);
    $start = microtime(true);
    show($client->recv(), microtime(true) - $start >= 0.019);
    showError($client);

    // A negative timeout waits for ever, whatever the option says.
    Coroutine::create(function () use ($server): void {
        Coroutine::sleep(0.05);
        $server->send('at last');
    });
    show($client->recv(10, -1));
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
at last
0 ''

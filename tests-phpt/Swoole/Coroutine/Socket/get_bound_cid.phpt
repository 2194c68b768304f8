--TEST--
Swoole\Coroutine\Socket::getBoundCid(): who waits for reading and for writing
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->getBoundCid(SWOOLE_EVENT_READ), $client->getBoundCid(SWOOLE_EVENT_WRITE));
    $reader = Coroutine::create(fn () => $client->recv());
    $writer = Coroutine::create(fn () => $client->sendAll(str_repeat('x', 64 << 20)));
    show($client->getBoundCid(SWOOLE_EVENT_READ) === $reader);
    show($client->getBoundCid(SWOOLE_EVENT_WRITE) === $writer);
    show($server->getBoundCid(SWOOLE_EVENT_READ));
    $client->close();
    show($client->getBoundCid(SWOOLE_EVENT_READ));
});
?>
--EXPECT--
0
0
true
true
0
0

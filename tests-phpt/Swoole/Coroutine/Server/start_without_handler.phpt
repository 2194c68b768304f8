--TEST--
Swoole\Coroutine\Server::start() without a handler returns false
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    show($server->start(), $server->errCode === SOCKET_EINVAL);
});
?>
--EXPECT--
false
true

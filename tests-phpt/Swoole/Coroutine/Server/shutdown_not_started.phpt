--TEST--
Swoole\Coroutine\Server::shutdown() of a server that does not wait
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    show($server->shutdown());
});
?>
--EXPECT--
false

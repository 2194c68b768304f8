--TEST--
Swoole\Coroutine\Client: a second coroutine in recv() is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, readToEnd};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->connect('127.0.0.1', peer(readToEnd(...)));
    Coroutine::create(fn () => $client->recv());
    echo "one waits\n";
    Coroutine::create(fn () => $client->recv());
    echo "not reached\n";
});
?>
--EXPECTF--
one waits

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, reading of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A

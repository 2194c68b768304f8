--TEST--
Swoole\Coroutine\Socket: a second coroutine that wants to write is a fatal error that names the first
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, listener, pair};

coroutines(function (): void {
    [$socket, $peer] = pair();
    $data = str_repeat('x', 32 << 20);
    $call = fn () => $socket->sendAll($data);
    Coroutine::create($call);
    echo "one waits\n";
    Coroutine::create($call);
    echo "not reached\n";
});
?>
--EXPECTF--
one waits

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#2, writing of the same socket in coroutine#3 at the same time is not allowed in %s:%d
%A

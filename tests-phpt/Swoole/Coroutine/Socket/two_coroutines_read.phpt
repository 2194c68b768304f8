--TEST--
Swoole\Coroutine\Socket: a second coroutine that wants to read is a fatal error that names the first
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, listener, pair};

coroutines(function (): void {
    [$socket, $peer] = pair();
    $call = fn () => $socket->recv();
    Coroutine::create($call);
    echo "one waits\n";
    Coroutine::create($call);
    echo "not reached\n";
});
?>
--EXPECTF--
one waits

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#2, reading of the same socket in coroutine#3 at the same time is not allowed in %s:%d
%A

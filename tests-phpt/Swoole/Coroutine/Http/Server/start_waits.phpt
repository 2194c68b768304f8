--TEST--
Swoole\Coroutine\Http\Server::start(): canceled; a second time while it runs
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $start = function () use ($server): void {
        // ECANCELED
        show([$server->start(), $server->errCode === 125, $server->errMsg]);
    };
    $server->shutdown();
    $cid = Coroutine::create($start);
    show(Coroutine::cancel($cid));
    Coroutine::create($start);
    $server->shutdown();
    $server->shutdown();
    Coroutine::create($start);
    Coroutine::create($start);
});
?>
--EXPECTF--
[true,true,"Operation canceled"]
true
[true,true,"Operation canceled"]

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, reading of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A

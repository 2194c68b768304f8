--TEST--
Swoole\Coroutine\Server: an exception that the handler does not catch ends the process, as in any coroutine
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client, Server};
use function SwooleTest\{coroutines};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $server->handle(function (): void {
        throw new RuntimeException('not caught');
    });
    Coroutine::create(function () use ($server): void {
        (new Client(SWOOLE_SOCK_TCP))->connect('127.0.0.1', $server->port);
    });
    $server->start();
    echo "not reached\n";
});
?>
--EXPECTF--
Fatal error: Uncaught RuntimeException: not caught in %s:%d
%A

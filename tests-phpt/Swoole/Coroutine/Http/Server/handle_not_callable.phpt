--TEST--
Swoole\Coroutine\Http\Server::handle(): what cannot be called
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    try {
        show($server->handle('/', 'no_such_function'));
    } catch (Throwable $error) {
        show(get_class($error) . ': ' . $error->getMessage());
    }
});
?>
--EXPECTF--
Warning: Swoole\Coroutine\Http\Server::handle(): function 'no_such_function' is not callable in %s on line %d
false

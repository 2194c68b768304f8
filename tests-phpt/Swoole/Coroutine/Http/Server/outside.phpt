--TEST--
Swoole\Coroutine\Http\Server::start() outside of coroutines is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Server;

$server = new Server('127.0.0.1');
$server->handle('/', fn ($request, $response) => $response->end());
echo "created\n";
$server->start();
echo "not reached\n";
?>
--EXPECTF--
created

Fatal error: Uncaught Swoole\Error: API must be called in the coroutine in %s:%d
Stack trace:
#0 %s(%d): Swoole\Coroutine\Http\Server->start()
#1 {main}
  thrown in %s on line %d

--TEST--
Swoole\Coroutine\Socket can be created, bound and asked outside of coroutines; what waits is a fatal error there
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\show;

$socket = new Socket(AF_INET, SOCK_STREAM, 0);
show($socket->bind('127.0.0.1', 0), $socket->listen(), $socket->getsockname()['port'] > 0);
$socket->accept(1);
echo "not reached\n";
?>
--EXPECTF--
true
true
true

Fatal error: Uncaught Swoole\Error: API must be called in the coroutine in %s:%d
Stack trace:
#0 %s(%d): Swoole\Coroutine\Socket->accept(1)
#1 {main}
  thrown in %s on line %d

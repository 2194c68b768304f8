--TEST--
Swoole\Coroutine\Http\Client: a request outside of coroutines is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;

$client = new Client('127.0.0.1', SwooleTest\deadPort());
echo "created\n";
$client->get('/');
echo "not reached\n";
?>
--EXPECTF--
created

Fatal error: Uncaught Swoole\Error: API must be called in the coroutine in %s:%d
Stack trace:
#0 %s(%d): Swoole\Coroutine\Http\Client->get('/')
#1 {main}
  thrown in %s on line %d

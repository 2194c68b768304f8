--TEST--
Swoole\Coroutine\Http\Client::recv(): a second coroutine that waits for the same response is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readToEnd};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(readToEnd(...)));
    $client->setDefer();
    $client->get('/');
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

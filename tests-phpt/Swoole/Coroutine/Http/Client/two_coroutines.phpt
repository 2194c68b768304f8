--TEST--
Swoole\Coroutine\Http\Client: a second coroutine that uses the same client is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, readToEnd};

coroutines(function (): void {
    $received = new Channel(1);
    $client = new Client('127.0.0.1', peer(function ($connection) use ($received): void {
        readRequest($connection);
        $received->push(true);
        readToEnd($connection);
    }));
    Coroutine::create(fn () => $client->get('/'));
    $received->pop();
    echo "one waits\n";
    Coroutine::create(fn () => $client->get('/'));
    echo "not reached\n";
});
?>
--EXPECTF--
one waits

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, reading of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A

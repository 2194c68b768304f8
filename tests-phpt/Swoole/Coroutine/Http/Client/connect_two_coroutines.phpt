--TEST--
Swoole\Coroutine\Http\Client: a second request while the client is still connecting is a fatal error
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Http\Client, Socket};
use function SwooleTest\{coroutines, listener, port};

coroutines(function (): void {
    $full = listener(0);
    for ($i = 0; $i < 2; $i++) {
        Coroutine::create(fn () => (new Socket(AF_INET, SOCK_STREAM, 0))->connect('127.0.0.1', port($full)));
    }
    $client = new Client('127.0.0.1', port($full));
    Coroutine::create(fn () => $client->get('/'));
    echo "one connects\n";
    Coroutine::create(fn () => $client->get('/'));
    echo "not reached\n";
});
?>
--EXPECTF--
one connects

Fatal error: Uncaught Swoole\Error: Socket#%d has already been bound to another coroutine#%d, %s of the same socket in coroutine#%d at the same time is not allowed in %s:%d
%A

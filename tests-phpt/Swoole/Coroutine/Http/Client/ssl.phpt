--TEST--
Swoole\Coroutine\Http\Client: TLS is refused, nothing is sent in the clear (Swoole 6.2.2 has it)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    $client = new Client('127.0.0.1', port($listener), true);
    foreach ([fn () => $client->get('/'), fn () => $client->upgrade('/'), fn () => $client->setDefer() && $client->get('/')] as $request) {
        show($request(), $client->connected, $client->getPeerCert());
    }
    show($client->statusCode);
    show($listener->accept(0.001), $listener->errCode === SOCKET_ETIMEDOUT);
});
?>
--EXPECTF--

Warning: Swoole\Coroutine\Http\Client::get(): TLS is not supported yet by swoole-rs in %s on line %d
false
false
false

Warning: Swoole\Coroutine\Http\Client::upgrade(): TLS is not supported yet by swoole-rs in %s on line %d
false
false
false

Warning: Swoole\Coroutine\Http\Client::get(): TLS is not supported yet by swoole-rs in %s on line %d
false
false
false
-1
false
true

--TEST--
Swoole\Coroutine\Http\Server::handle(): the longest prefix wins (in Swoole 6.2.2 the order of a hash table decides)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

foreach ([['/a', '/api', '/api/users'], ['/api/users', '/api', '/a', '/'], ['/api', '/api/users', '/a']] as $order) {
    $server = httpServer('foreach (' . var_export($order, true) . ' as $pattern) {
        $server->handle($pattern, fn ($request, $response) => $response->end($pattern));
    }');
    show(implode(' ', $order) . ': ' . HttpClient::get($server->port, '/api/users/1'));
}
?>
--EXPECT--
/a /api /api/users: 200 OK [/api/users]
/api/users /api /a /: 200 OK [/api/users]
/api /api/users /a: 200 OK [/api/users]

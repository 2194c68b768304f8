--TEST--
Swoole\Coroutine\Http\Client: a body with brotli
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    // "hello brotli" ten times.
    $body = base64_decode('G4EA+B2pU5+7cC1WhiYnQdjoki3tLQKMBn6Z8Qs=');
    $client = new Client('127.0.0.1', httpPeer([response($body, 'Content-Encoding: br')]));
    show($client->get('/'), $client->body === str_repeat('hello brotli ', 10));
});
?>
--EXPECT--
true
true

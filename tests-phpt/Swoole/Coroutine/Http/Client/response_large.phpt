--TEST--
Swoole\Coroutine\Http\Client: a large body, by length and in chunks
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $body = random_bytes(5 << 20);
    $chunks = implode('', array_map(fn (string $chunk): string => dechex(strlen($chunk)) . "\r\n$chunk\r\n", str_split($body, 100_000)));
    $client = new Client('127.0.0.1', httpPeer([response($body), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{$chunks}0\r\n\r\n"]));
    show($client->get('/'), $client->body === $body, $client->get('/'), $client->body === $body);
});
?>
--EXPECT--
true
true
true
true

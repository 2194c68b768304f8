--TEST--
Swoole\Coroutine\Http\Client: responses byte by byte, and two in one packet
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', peer(function ($connection): void {
        $connection->setOption(SOL_TCP, TCP_NODELAY, true);
        foreach ([response('hello', 'X-Name: value'), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"] as $answer) {
            readRequest($connection);
            foreach (str_split($answer) as $byte) {
                $connection->send($byte);
                Swoole\Coroutine::sleep(0.001);
            }
        }
    }));
    show($client->get('/'), $client->body, $client->headers, $client->get('/'), $client->body);
});
?>
--EXPECT--
true
hello
{"x-name":"value","content-length":"5"}
true
abcde

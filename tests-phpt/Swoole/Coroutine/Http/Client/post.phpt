--TEST--
Swoole\Coroutine\Http\Client::post(): an array as form, a string as it is, nothing
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(10);
    $client = new Client('127.0.0.1', httpPeer(array_fill(0, 5, response('')), $requests));
    $client->setHeaders(['Host' => 'example.org', 'Accept-Encoding' => 'identity']);
    show($client->post('/', ['a' => '1', 'b' => ['x y', 'ä&='], 'c' => ['k' => 3], 'n' => 5]));
    show($requests->pop());
    $client->setHeaders(['Host' => 'example.org', 'Accept-Encoding' => 'identity', 'Content-Type' => 'application/json']);
    show($client->post('/', '{"a":1}'));
    show($requests->pop());
    show($client->requestBody);
    $client->post('/', "binary \0\r\n\xff");
    show(bin2hex(explode("\r\n\r\n", $requests->pop(), 2)[1]));
    $client->post('/', '');
    show($requests->pop());
    $client->setHeaders(['Host' => 'example.org', 'Accept-Encoding' => 'identity']);
    $client->post('/', []);
    show($requests->pop());
});
?>
--EXPECT--
true
POST / HTTP/1.1
Host: example.org
Accept-Encoding: identity
Connection: keep-alive
Content-Type: application/x-www-form-urlencoded
Content-Length: 53

a=1&b%5B0%5D=x+y&b%5B1%5D=%C3%A4%26%3D&c%5Bk%5D=3&n=5
true
POST / HTTP/1.1
Host: example.org
Accept-Encoding: identity
Content-Type: application/json
Connection: keep-alive
Content-Length: 7

{"a":1}
{"a":1}
62696e61727920000d0aff
POST / HTTP/1.1
Host: example.org
Accept-Encoding: identity
Content-Type: application/json
Connection: keep-alive
Content-Length: 0


POST / HTTP/1.1
Host: example.org
Accept-Encoding: identity
Connection: keep-alive
Content-Type: application/x-www-form-urlencoded
Content-Length: 0

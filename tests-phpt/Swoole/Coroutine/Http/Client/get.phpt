--TEST--
Swoole\Coroutine\Http\Client::get(): the request as it is sent, the response as it is shown
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(1);
    $port = httpPeer([response('hello', 'Server: peer', 'X-One: 1', 'X-One: 2', 'x-lower: yes')], $requests);
    $client = new Client('127.0.0.1', $port);
    show($client->get('/path?a=1'));
    show(str_replace((string) $port, 'PORT', $requests->pop()));
    show([$client->statusCode, $client->body, $client->errCode, $client->errMsg, $client->connected]);
    show($client->headers, [$client->getStatusCode(), $client->getBody(), $client->getHeaders() === $client->headers, $client->getCookies(), $client->cookies, $client->set_cookie_headers]);
    show($client->requestMethod, str_replace((string) $port, 'PORT', $client->getHeaderOut()));
});
?>
--EXPECT--
true
GET /path?a=1 HTTP/1.1
Host: 127.0.0.1:PORT
Connection: keep-alive
Accept-Encoding: gzip, deflate, br


[200,"hello",0,"",true]
{"server":"peer","x-one":["1","2"],"x-lower":"yes","content-length":"5"}
[200,"hello",true,null,null,null]
GET
GET /path?a=1 HTTP/1.1
Host: 127.0.0.1:PORT
Connection: keep-alive
Accept-Encoding: gzip, deflate, br

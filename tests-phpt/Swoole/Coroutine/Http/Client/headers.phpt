--TEST--
Swoole\Coroutine\Http\Client::setHeaders() and setBasicAuth()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(10);
    $client = new Client('127.0.0.1', httpPeer(array_fill(0, 4, response('')), $requests));
    show($client->setHeaders(['Host' => 'example.org', 'X-Text' => 'value', 'X-Number' => 5, 'X-Null' => null, 'Accept-Encoding' => 'identity', 'Content-Length' => '99', 'no key']));
    $client->get('/');
    show($requests->pop());
    // They stay until they are replaced.
    show($client->requestHeaders['X-Number']);
    $client->setHeaders(['host' => 'lower.example']);
    $client->setBasicAuth('Aladdin', 'open sesame');
    $client->get('/');
    show($requests->pop());
    $client->setHeaders(['User-Agent' => 'mine', 'Connection' => 'keep-alive']);
    $client->get('/');
    show(str_replace((string) $client->port, 'PORT', $requests->pop()));
    $client->set(['http_compression' => false]);
    $client->setHeaders([]);
    $client->get('/');
    show(str_replace((string) $client->port, 'PORT', $requests->pop()));
});
?>
--EXPECT--
true
GET / HTTP/1.1
Host: example.org
X-Text: value
X-Number: 5
Accept-Encoding: identity
Connection: keep-alive
Content-Length: 0


5
GET / HTTP/1.1
Host: lower.example
Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
Connection: keep-alive
Accept-Encoding: gzip, deflate, br


GET / HTTP/1.1
Host: 127.0.0.1:PORT
User-Agent: mine
Connection: keep-alive
Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
Accept-Encoding: gzip, deflate, br


GET / HTTP/1.1
Host: 127.0.0.1:PORT
Authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==
Connection: keep-alive

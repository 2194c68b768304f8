--TEST--
Swoole\Http\Response::cookie(), rawcookie(), and Swoole\Http\Cookie
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->cookie('plain', 'a b&c');
        $response->rawcookie('raw', 'a%20b');
        $response->cookie('all', 'v', 2000000000, '/path', 'example.com', true, true, 'Strict', 'High', true);
        $response->setCookie('plain', 'second of the same name');
        $response->cookie('deleted', '');
        $cookie = (new Swoole\Http\Cookie())->withName('object')->withValue('x y')->withPath('/o')->withHttpOnly(true);
        $response->cookie($cookie);
        $response->end();
    });
    PHP);
echo implode("\n", HttpClient::get($server->port, '/')->headers['set-cookie']), "\n";
?>
--EXPECTF--
plain=a+b%26c
raw=a%20b
all=v; expires=Wed, 18-May-2033 03:33:20 GMT; Max-Age=%d; path=/path; domain=example.com; secure; HttpOnly; SameSite=Strict; Priority=High; Partitioned
plain=second+of+the+same+name
deleted=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0
object=x+y; path=/o; HttpOnly

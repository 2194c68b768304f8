--TEST--
Swoole\Coroutine\Http\Client: redirects are left to the user
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer(["HTTP/1.1 302 Found\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n", response('there')]));
    show($client->get('/'), $client->statusCode, $client->headers['location']);
    show($client->get($client->headers['location']), $client->statusCode, $client->body);
});
?>
--EXPECT--
true
302
/there
true
200
there

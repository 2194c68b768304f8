--TEST--
Swoole\Coroutine\Http\Client: HEAD, 204 and 304 have no body, whatever the length says
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n",
        response('next'),
    ]));
    $client->set(['timeout' => 2]);
    show($client->setMethod('HEAD'), $client->execute('/'), $client->statusCode, $client->body, $client->headers);
    foreach (range(1, 3) as $i) {
        show([$client->get('/'), $client->statusCode, $client->body]);
    }
});
?>
--EXPECT--
true
true
200

{"content-length":"100"}
[true,204,""]
[true,304,""]
[true,200,"next"]

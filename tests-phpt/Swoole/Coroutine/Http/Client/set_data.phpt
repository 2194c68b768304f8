--TEST--
Swoole\Coroutine\Http\Client: setMethod(), setData() and execute(); what stays for the next request
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(10);
    $line = function () use ($requests): string {
        [$head, $body] = explode("\r\n\r\n", $requests->pop(), 2);

        return strtok($head, "\r") . " [$body]";
    };
    $client = new Client('127.0.0.1', httpPeer(array_fill(0, 6, response('')), $requests));
    show($client->execute('/none'), $line());
    // Data without a method make it a POST.
    show($client->setData('data'), $client->execute('/data'), $line());
    // Method and data are kept for further requests.
    show($client->setMethod('PUT'), $client->execute('/put'), $line());
    show($client->execute('/again'), $line());
    show($client->setMethod('PATCH'), $client->setData(['a' => 1]), $client->execute('/patch'), $line());
    // Only the method is set by get().
    show($client->get('/get'), $line());
});
?>
--EXPECT--
true
GET /none HTTP/1.1 []
true
true
POST /data HTTP/1.1 [data]
true
true
PUT /put HTTP/1.1 [data]
true
PUT /again HTTP/1.1 [data]
true
true
true
PATCH /patch HTTP/1.1 [a=1]
true
GET /get HTTP/1.1 [a=1]

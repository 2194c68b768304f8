--TEST--
Swoole\Coroutine\Http\Client: bodies by length, in chunks, and until the end of the connection
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show, showError};

coroutines(function (): void {
    $answers = [
        'length' => response('hello'),
        'no body' => response(''),
        'chunks' => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n",
        'extensions and trailers' => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;name=value\r\nabc\r\n0\r\nX-Trailer: yes\r\n\r\n",
        'until the end' => "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nall of it",
        'HTTP/1.0' => "HTTP/1.0 200 OK\r\n\r\nold",
        'no reason' => "HTTP/1.1 299 \r\nContent-Length: 2\r\n\r\nok",
    ];
    foreach ($answers as $name => $answer) {
        $client = new Client('127.0.0.1', httpPeer([$answer]));
        show([$name, $client->get('/'), $client->statusCode, $client->body, $client->errCode]);
    }
});
?>
--EXPECT--
["length",true,200,"hello",0]
["no body",true,200,"",0]
["chunks",true,200,"abc0123456789",0]
["extensions and trailers",true,200,"abc",0]
["until the end",true,200,"all of it",0]
["HTTP/1.0",true,200,"old",0]
["no reason",true,299,"ok",0]

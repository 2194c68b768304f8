--TEST--
Swoole\Coroutine\Http\Client: bodies with gzip and deflate, zlib or bare
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $text = str_repeat('compress me ', 1000);
    $gzip = gzencode($text);
    $chunks = implode('', array_map(fn (string $chunk): string => dechex(strlen($chunk)) . "\r\n$chunk\r\n", str_split($gzip, 10)));
    $client = new Client('127.0.0.1', httpPeer([
        response($gzip, 'Content-Encoding: gzip'),
        response(gzcompress($text), 'Content-Encoding: deflate'),
        response(gzdeflate($text), 'Content-Encoding: deflate'),
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n{$chunks}0\r\n\r\n",
        response($text, 'Content-Encoding: identity'),
        response('', 'Content-Encoding: gzip'),
    ]));
    foreach (range(1, 5) as $i) {
        show([$client->get('/'), $client->body === $text, $client->headers['content-encoding']]);
    }
    show([$client->get('/'), $client->body]);

    $client = new Client('127.0.0.1', httpPeer([response($gzip, 'Content-Encoding: gzip')]));
    $client->set(['body_decompression' => false]);
    show([$client->get('/'), $client->body === $gzip]);
});
?>
--EXPECT--
[true,true,"gzip"]
[true,true,"deflate"]
[true,true,"deflate"]
[true,true,"gzip"]
[true,true,"identity"]
[true,""]
[true,true]

--TEST--
Swoole\Coroutine\Http\Server: gzip and deflate for who accepts them; http_compression and its kin
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$handler = '$server->handle("/", fn ($request, $response) => $response->end(str_repeat("x", (int) $request->get["n"])));';
$server = httpServer($handler);
$client = new HttpClient($server->port);
$get = function (int $length, string $accept) use (&$client): void {
    $response = $client->request('GET', "/?n=$length", $accept === '' ? [] : ["Accept-Encoding: $accept"]);
    $encoding = $response->header('Content-Encoding');
    $plain = match ($encoding) {
        'gzip' => gzdecode($response->body),
        'deflate' => @gzuncompress($response->body) ?: gzinflate($response->body),
        null => $response->body,
    };
    show([$accept, $encoding, $plain === str_repeat('x', $length)]);
};
$get(1000, 'gzip');
$get(1000, 'deflate');
$get(1000, '');
$get(10, 'gzip');
$client = new HttpClient(httpServer($handler, ['http_compression' => false])->port);
$get(1000, 'gzip');
$client = new HttpClient(httpServer($handler, ['compression_min_length' => 2000])->port);
$get(1000, 'gzip');
$get(2000, 'gzip');
?>
--EXPECT--
["gzip","gzip",true]
["deflate","deflate",true]
["",null,true]
["gzip",null,true]
["gzip",null,true]
["gzip",null,true]
["gzip","gzip",true]

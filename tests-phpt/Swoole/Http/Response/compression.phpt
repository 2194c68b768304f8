--TEST--
Swoole\Http\Response: http_compression follows Accept-Encoding
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end(str_repeat('compress me ', 100));
    });
    PHP, ['http_compression' => true]);
$text = str_repeat('compress me ', 100);
$gzip = HttpClient::get($server->port, '/', ['Accept-Encoding: gzip']);
echo $gzip->header('Content-Encoding'), ' ', gzdecode($gzip->body) === $text ? 'same' : 'DIFFERENT', "\n";
$deflate = HttpClient::get($server->port, '/', ['Accept-Encoding: deflate']);
echo $deflate->header('Content-Encoding'), ' ', zlib_decode($deflate->body) === $text ? 'same' : 'DIFFERENT', "\n";
$plain = HttpClient::get($server->port, '/');
echo $plain->header('Content-Encoding') ?? 'none', ' ', $plain->body === $text ? 'same' : 'DIFFERENT', "\n";
?>
--EXPECT--
gzip same
deflate same
none same

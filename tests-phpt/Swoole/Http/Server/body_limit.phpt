--TEST--
Swoole\Http\Server: a body past package_max_length is answered by 413: announced, chunked, at once
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, HttpResponse, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end((string) strlen($request->getContent()));
    });
    PHP, ['package_max_length' => 128 * 1024]);
$client = new HttpClient($server->port);
echo 'within: ', $client->request('POST', '/', [], str_repeat('b', 100 * 1024)), "\n";

$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " . (200 * 1024) . "\r\n\r\n");
echo 'announced: ', HttpResponse::read($socket)->status, ', then ', strlen($socket->readToEnd()), " bytes and the end\n";

$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n");
echo 'announced beyond 64 bits: ', HttpResponse::read($socket)->status, "\n";

$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n");
echo 'with Expect: ', HttpResponse::read($socket)->status, "\n";

$socket = Socket::connect($server->port);
$socket->write("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
$chunk = dechex(65536) . "\r\n" . str_repeat('c', 65536) . "\r\n";
$socket->write($chunk);
$socket->writeUntilClosed($chunk . $chunk);
echo 'chunked: ', HttpResponse::read($socket)->status, "\n";
?>
--EXPECTREGEX--
within: 200 OK \[102400\]
announced: 413, then 0 bytes and the end
announced beyond 64 bits: (400|413)
with Expect: (413|417)
chunked: 413

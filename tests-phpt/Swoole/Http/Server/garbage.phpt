--TEST--
Swoole\Http\Server: garbage instead of HTTP is answered by an error and the end, other clients notice nothing
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        echo "request must not be called\n";
        $response->end('ok');
    });
    PHP);
$good = WebSocketClient::connect($server->port);
$garbage = [
    'binary' => "\x00\x01\x02\x03\xff\xfe\r\n\r\n",
    'TLS hello' => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" . str_repeat("\xaa", 500) . "\r\n\r\n",
    'no version' => "GET /\r\n\r\n",
    'unknown version' => "GET / HTTP/3.7\r\nHost: a\r\n\r\n",
    'no path' => "GET HTTP/1.1\r\nHost: a\r\n\r\n",
    'space in a header name' => "GET / HTTP/1.1\r\nHost: a\r\nX Y: b\r\n\r\n",
    'space before the colon' => "GET / HTTP/1.1\r\nHost: a\r\nX-Y : b\r\n\r\n",
    'no colon' => "GET / HTTP/1.1\r\nHost: a\r\nnonsense\r\n\r\n",
    'a zero byte in a header' => "GET / HTTP/1.1\r\nHost: a\r\nX: b\0c\r\n\r\n",
    'length that is no number' => "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: five\r\n\r\nhello",
    'negative length' => "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\nhello",
    'two lengths' => "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    'length and chunked' => "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    'chunk size that is no number' => "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    'chunk without its end' => "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n",
    'chunk size of 17 digits' => "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\n",
];
foreach ($garbage as $name => $bytes) {
    $socket = Socket::connect($server->port);
    $socket->writeUntilClosed($bytes);
    $socket->finishWriting();
    $answer = $socket->readToEnd();
    echo "$name: ", preg_match('#^HTTP/1\.1 ([45]\d\d) #', $answer, $match) === 1 ? $match[1] : "'$answer'", "\n";
}
echo $good->ask('unharmed'), "\n";
$server->stop();
echo str_contains($server->output(), 'must not') ? "a callback was called\n" : '';
?>
--EXPECTREGEX--
binary: 400
TLS hello: 400
no version: 400
unknown version: (400|505)
no path: 400
space in a header name: 400
space before the colon: 400
no colon: 400
a zero byte in a header: 400
length that is no number: 400
negative length: 400
two lengths: 400
length and chunked: 400
chunk size that is no number: 400
chunk without its end: 400
chunk size of 17 digits: (400|413)
unharmed

--TEST--
Swoole\Coroutine\Http\Server: malformed requests get 400 and the connection ends; others are unharmed
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end("hello"));');
$other = new HttpClient($server->port);
show($other->request('GET', '/'));
foreach ([
    'no request' => "nonsense\r\n\r\n",
    'TLS' => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    'a space in a name' => "GET / HTTP/1.1\r\nHost: x\r\nBad Name: x\r\n\r\n",
    'two lengths' => "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    'no number' => "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
    'bad chunk' => "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n0\r\n\r\n",
] as $name => $bytes) {
    $socket = Socket::connect($server->port);
    $socket->write($bytes);
    show("$name: " . HttpResponse::read($socket)->status . ' ' . $socket->readToEnd());
}
show($other->request('GET', '/'));
?>
--EXPECT--
200 OK [hello]
no request: 400 
TLS: 400 
a space in a name: 400 
two lengths: 400 
no number: 400 
bad chunk: 400 
200 OK [hello]

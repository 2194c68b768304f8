--TEST--
Swoole\Http\Request::getData(), getContent(), rawContent(): the request's bytes
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end(json_encode([$request->getData(), $request->getContent() === $request->rawContent(), bin2hex($request->getContent())]));
    });
    PHP);
$client = new HttpClient($server->port);
echo json_decode($client->request('PUT', '/x', ['Content-Type: application/octet-stream'], "\x00\x01binary")->body)[2], "\n";
echo $client->request('POST', '/y?z=1', ['X-A: b'], '{"json":true}')->body, "\n";
?>
--EXPECT--
000162696e617279
["POST \/y?z=1 HTTP\/1.1\r\nHost: localhost\r\nX-A: b\r\nContent-Length: 13\r\n\r\n{\"json\":true}",true,"7b226a736f6e223a747275657d"]

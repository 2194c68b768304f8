--TEST--
Swoole\Http\Server: keep-alive, Connection: close and HTTP/1.0
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, HttpResponse, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end("fd $request->fd");
    });
    PHP);
$client = new HttpClient($server->port);
for ($i = 0; $i < 3; $i++) {
    $response = $client->request('GET', "/$i");
    echo $response, ' ', $response->header('Connection'), "\n";
}
$response = $client->request('GET', '/', ['Connection: close']);
echo $response, ' ', $response->header('Connection'), ', then ', strlen($client->socket->readToEnd()), " bytes and the end\n";

$socket = Socket::connect($server->port);
$socket->write("GET / HTTP/1.0\r\n\r\n");
$text = $socket->readToEnd();
echo 'HTTP/1.0: ', substr($text, 9, 6), ' ', substr($text, -4), " and the end\n";
?>
--EXPECT--
200 OK [fd 1] keep-alive
200 OK [fd 1] keep-alive
200 OK [fd 1] keep-alive
200 OK [fd 1] close, then 0 bytes and the end
HTTP/1.0: 200 OK fd 2 and the end

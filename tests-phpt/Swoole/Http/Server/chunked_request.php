<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->getContent() . ' ' . json_encode($request->post));
    });
    PHP);
$head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n";
$client = new HttpClient($server->port);
$client->socket->write($head . "3\r\na=1\r\n4\r\n&b=2\r\n0\r\n\r\n");
echo $client->read(), "\n";
foreach (str_split($head . "3\r\na=1\r\n4\r\n&b=3\r\n0\r\n\r\n") as $byte) {
    $client->socket->write($byte);
}
echo $client->read(), "\n";
$client->socket->write($head . "00A;name=value\r\na=12345678\r\n0\r\nTrailer: ignored\r\n\r\n");
echo $client->read(), "\n";
echo $client->request('GET', '/'), "\n";
?>

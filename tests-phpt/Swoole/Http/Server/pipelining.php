<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->server['request_uri'] . ' ' . $request->getContent());
    });
    PHP);
$client = new HttpClient($server->port);
$bytes = '';
for ($i = 0; $i < 20; $i++) {
    $bytes .= $i % 2 === 0
        ? "GET /$i HTTP/1.1\r\nHost: a\r\n\r\n"
        : "POST /$i HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nb$i" . ($i < 10 ? '..' : '.');
}
$client->socket->write($bytes);
for ($i = 0; $i < 20; $i++) {
    echo $client->read()->body, "\n";
}
?>

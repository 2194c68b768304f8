<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end(count($request->header) . ' headers');
    });
    PHP);
$many = '';
for ($i = 0; $i < 10_000; $i++) {
    $many .= "X-$i: $i\r\n";
}
$requests = [
    'a header of 1 MB' => "GET / HTTP/1.1\r\nHost: a\r\nX-Large: " . str_repeat('x', 1 << 20) . "\r\n\r\n",
    '10,000 headers' => "GET / HTTP/1.1\r\nHost: a\r\n$many\r\n",
    'a path of 1 MB' => 'GET /' . str_repeat('p', 1 << 20) . " HTTP/1.1\r\nHost: a\r\n\r\n",
    'a method of 1 MB' => str_repeat('G', 1 << 20) . " / HTTP/1.1\r\nHost: a\r\n\r\n",
    'a line without an end' => str_repeat('a', 1 << 20),
];
HttpClient::get($server->port, '/');
$before = $server->residentMemory();
foreach ($requests as $name => $bytes) {
    $socket = Socket::connect($server->port);
    $socket->writeUntilClosed($bytes);
    $answer = $socket->readToEnd();
    echo "$name: ", preg_match('#^HTTP/1\.1 (4\d\d) #', $answer, $match) === 1 ? $match[1] : 'no answer', "\n";
}
echo $server->residentMemory() - $before < 16 << 20 ? 'memory bounded' : 'memory grown', "\n";
echo HttpClient::get($server->port, '/', ['X-Small: ' . str_repeat('x', 4000)]), "\n";
?>

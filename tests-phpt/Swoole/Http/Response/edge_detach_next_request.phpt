--TEST--
Swoole\Http\Response::detach(): the connection goes on after send(), sendfile() or a later answer, in order
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) use ($server) {
        $fd = $request->fd;
        if ($request->server['path_info'] === '/plain') {
            return $response->end('plain');
        }
        $response->detach();
        match ($request->server['path_info']) {
            '/send' => $server->send($fd, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nsend"),
            '/later' => Swoole\Timer::after(20, fn () => Swoole\Http\Response::create($fd)->end('later')),
            '/close' => $server->close($fd),
        };
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['/later', '/plain', '/send', '/plain', '/later', '/send'] as $path) {
    $client->send('GET', $path);
}
for ($i = 0; $i < 6; $i++) {
    echo $client->read(), "\n";
}
$client->send('GET', '/close');
var_dump($client->socket->readToEnd());
echo $server->output();
?>
--EXPECT--
200 OK [later]
200 OK [plain]
200 OK [send]
200 OK [plain]
200 OK [later]
200 OK [send]
string(0) ""

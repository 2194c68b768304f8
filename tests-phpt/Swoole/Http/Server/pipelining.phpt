--TEST--
Swoole\Http\Server: pipelined requests are answered one by one, in order
--FILE--
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
--EXPECT--
/0 
/1 b1..
/2 
/3 b3..
/4 
/5 b5..
/6 
/7 b7..
/8 
/9 b9..
/10 
/11 b11.
/12 
/13 b13.
/14 
/15 b15.
/16 
/17 b17.
/18 
/19 b19.

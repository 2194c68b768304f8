--TEST--
Swoole\Http\Response::sendfile(): a file larger than socket_buffer_size arrives whole, and so does the answer behind it
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, HttpResponse, Server, Socket};

$file = Server::temporaryDirectory() . '/large';
file_put_contents($file, str_repeat('0123456789abcdef', 1 << 18));
$server = Server::webSocket(<<<PHP
    \$server->on('request', function (\$request, \$response) {
        \$request->server['request_uri'] === '/file' ? \$response->sendfile('$file') : \$response->end('behind');
    });
    PHP, ['socket_buffer_size' => 65536]);
$socket = Socket::connect($server->port);
$socket->write("GET /file HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\n\r\n");
$large = HttpResponse::read($socket);
echo strlen($large->body), ' ', $large->body === file_get_contents($file) ? 'same' : 'DIFFERENT', "\n";
echo HttpResponse::read($socket)->body, "\n", $server->stop(), "\n";
?>
--EXPECT--
4194304 same
behind
exit 0

--TEST--
Swoole\Http\Response::header(): replacing and suppressing the engine's own headers, default type, order
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        switch ($request->server['path_info']) {
            case '/replaced':
                $response->header('Server', 'other');
                $response->header('Date', 'now');
                $response->header('Content-Type', 'text/plain');
                break;
            case '/suppressed':
                $response->header('Server', '');
                $response->header('Date', '');
                $response->header('Content-Type', '');
                break;
        }
        $response->header('X-Mine', '1');
        $response->end('body');
    });
    PHP);
foreach (['/', '/replaced', '/suppressed'] as $path) {
    $head = HttpClient::get($server->port, $path)->head;
    echo preg_replace(['/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/', '/\r/'], ['DATE', ''], $head);
}
?>
--EXPECT--
HTTP/1.1 200 OK
X-Mine: 1
Server: swoole-http-server
Date: DATE
Connection: keep-alive
Content-Type: text/html
Content-Length: 4

HTTP/1.1 200 OK
Server: other
Date: now
Content-Type: text/plain
X-Mine: 1
Connection: keep-alive
Content-Length: 4

HTTP/1.1 200 OK
X-Mine: 1
Connection: keep-alive
Content-Length: 4


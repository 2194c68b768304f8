--TEST--
Swoole\Coroutine\Http\Server: the request's server, header, get, cookie, fd and methods
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function (Request $request, Response $response) {
        ksort($request->server);
        $request->server['server_port'] = $request->server['server_port'] === (int) $GLOBALS['argv'][1];
        $request->server['remote_port'] = is_int($request->server['remote_port']);
        $request->server['request_time'] = abs($request->server['request_time'] - time()) < 5;
        $request->server['request_time_float'] = is_float($request->server['request_time_float']);
        $response->end(json_encode([
            'class' => [get_class($request), get_class($response)],
            'server' => $request->server, 'header' => $request->header, 'get' => $request->get, 'cookie' => $request->cookie,
            'post' => $request->post, 'files' => $request->files, 'fd' => $request->fd === $response->fd,
            'method' => $request->getMethod(), 'content' => $request->getContent(), 'data' => $request->getData(),
            'completed' => $request->isCompleted(),
        ], JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
    });
    PHP);
$response = HttpClient::get($server->port, '/path/x?a=1&b[]=2&b[]=3', ['Cookie: one=1; two=a%20b', 'X-Mixed-Case: yes']);
show($response->body);
?>
--EXPECT--
{
    "class": [
        "Swoole\\Http\\Request",
        "Swoole\\Http\\Response"
    ],
    "server": {
        "path_info": "/path/x",
        "query_string": "a=1&b[]=2&b[]=3",
        "remote_addr": "127.0.0.1",
        "remote_port": true,
        "request_method": "GET",
        "request_time": true,
        "request_time_float": true,
        "request_uri": "/path/x",
        "server_addr": "127.0.0.1",
        "server_port": true,
        "server_protocol": "HTTP/1.1"
    },
    "header": {
        "host": "localhost",
        "x-mixed-case": "yes"
    },
    "get": {
        "a": "1",
        "b": [
            "2",
            "3"
        ]
    },
    "cookie": {
        "one": "1",
        "two": "a b"
    },
    "post": null,
    "files": null,
    "fd": true,
    "method": "GET",
    "content": "",
    "data": "GET /path/x?a=1&b[]=2&b[]=3 HTTP/1.1\r\nHost: localhost\r\nCookie: one=1; two=a%20b\r\nX-Mixed-Case: yes\r\n\r\n",
    "completed": true
}

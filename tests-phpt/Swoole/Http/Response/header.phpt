--TEST--
Swoole\Http\Response::header(): formatting, replacing, several values, the engine's own headers
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $results = [
            $response->header('content-type', 'text/plain'),
            $response->setHeader('x-formatted-name', 'a'),
            $response->header('x-verbatim-name', 'b', false),
            $response->header('X-Twice', 'first'),
            $response->header('X-Twice', 'second'),
            $response->header('X-List', ['one', 'two']),
            $response->header('Server', 'mine'),
        ];
        $response->end(json_encode($results));
    });
    PHP);
$response = HttpClient::get($server->port, '/');
$head = preg_replace('/^Date: \w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT\r$/m', "Date: DATE\r", $response->head);
$lines = explode("\r\n", trim($head));
sort($lines);
echo implode("\n", $lines), "\n", $response->body, "\n";
?>
--EXPECT--
Connection: keep-alive
Content-Length: 36
Content-Type: text/plain
Date: DATE
HTTP/1.1 200 OK
Server: mine
X-Formatted-Name: a
X-List: one
X-List: two
X-Twice: second
x-verbatim-name: b
[true,true,true,true,true,true,true]

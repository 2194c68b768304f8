--TEST--
Swoole\Http\Request: http_parse_cookie, http_parse_post switched off
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end(json_encode([$request->cookie, $request->header['cookie'] ?? null, $request->post, $request->getContent()]));
    });
    PHP, ['http_parse_cookie' => false, 'http_parse_post' => false]);
$headers = ['Cookie: a=1', 'Content-Type: application/x-www-form-urlencoded'];
echo (new HttpClient($server->port))->request('POST', '/', $headers, 'b=2')->body, "\n";
?>
--EXPECT--
[null,"a=1",null,"b=2"]

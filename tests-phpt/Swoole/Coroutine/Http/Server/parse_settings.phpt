--TEST--
Swoole\Coroutine\Http\Server: http_parse_cookie and http_parse_post can be switched off
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(
    '$server->handle("/", fn ($request, $response) => $response->end(json_encode([$request->cookie, $request->post, $request->header["cookie"], $request->getContent()])));',
    ['http_parse_cookie' => false, 'http_parse_post' => false],
);
show((new HttpClient($server->port))->request('POST', '/', ['Cookie: a=1', 'Content-Type: application/x-www-form-urlencoded'], 'b=2')->body);
?>
--EXPECT--
[null,null,"a=1","b=2"]

--TEST--
Swoole\Http\Response::status(), setStatusCode(): codes and reasons
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        if (isset($request->get['reason'])) {
            $response->setStatusCode((int) $request->get['code'], $request->get['reason']);
        } else {
            $response->status((int) $request->get['code']);
        }
        $response->end();
    });
    PHP);
foreach ([200, 201, 204, 301, 304, 404, 418, 429, 500, 503] as $code) {
    echo HttpClient::get($server->port, "/?code=$code"), "\n";
}
echo HttpClient::get($server->port, '/?code=499&reason=Client+Gone'), "\n";
echo HttpClient::get($server->port, '/?code=404&reason=Nowhere'), "\n";
?>
--EXPECT--
200 OK
201 Created
204 No Content
301 Moved Permanently
304 Not Modified
404 Not Found
418 I'm a teapot
429 Too Many Requests
500 Internal Server Error
503 Service Unavailable
499 Client Gone
404 Nowhere

--TEST--
Swoole\Http\Server: request methods
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->getMethod() . ' ' . $request->server['request_method']);
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as $method) {
    echo $client->request($method, '/'), "\n";
}
?>
--EXPECT--
200 OK [GET GET]
200 OK [POST POST]
200 OK [PUT PUT]
200 OK [DELETE DELETE]
200 OK [PATCH PATCH]
200 OK [OPTIONS OPTIONS]

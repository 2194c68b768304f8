--TEST--
Swoole\Http\Server: HEAD is answered by headers alone, and the connection lives on
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->getMethod() . ' body');
    });
    PHP);
$client = new HttpClient($server->port);
$response = $client->request('HEAD', '/');
echo $response, ' length ', $response->header('Content-Length'), "\n";
echo $client->request('GET', '/'), "\n";
?>
--EXPECT--
200 OK length 9
200 OK [GET body]

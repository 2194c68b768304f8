--TEST--
Swoole\Http\Response::write(): chunks, then end()
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->header('Content-Type', 'text/plain');
        $results = [$response->write('first '), $response->write(str_repeat('x', 20)), @$response->write('')];
        $response->end();
        echo json_encode([$results, @$response->write('too late')]), "\n";
    });
    PHP);
$client = new HttpClient($server->port);
$response = $client->request('GET', '/');
var_dump($response->chunked);
echo $response, "\n";
echo $client->request('GET', '/again'), "\n";
echo $server->output();
?>
--EXPECT--
bool(true)
200 OK [first xxxxxxxxxxxxxxxxxxxx]
200 OK [first xxxxxxxxxxxxxxxxxxxx]
[[true,true,false],false]
[[true,true,false],false]

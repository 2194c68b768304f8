--TEST--
Swoole\Http\Response::end(): from a timer, after the request callback has returned
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        Swoole\Timer::after(10, function () use ($request, $response) {
            $response->header('X-Later', 'yes');
            $response->end('later ' . $request->get['n']);
        });
    });
    PHP);
$clients = [];
for ($i = 0; $i < 5; $i++) {
    $clients[$i] = new HttpClient($server->port);
    $clients[$i]->send('GET', "/?n=$i");
}
foreach ($clients as $client) {
    echo $client->read(), "\n";
}
?>
--EXPECT--
200 OK [later 0]
200 OK [later 1]
200 OK [later 2]
200 OK [later 3]
200 OK [later 4]

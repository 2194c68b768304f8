--TEST--
Swoole\Coroutine\Http\Server: Response::end() once; a response that is never ended becomes a 500
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/never', function ($request, $response) {});
    $server->handle('/twice', function ($request, $response) {
        echo json_encode([$response->isWritable(), $response->end('once'), $response->isWritable(), @$response->end('twice'), @$response->write('x'), @$response->header('a', 'b')]), "\n";
    });
    $server->handle('/later', function ($request, $response) {
        Coroutine::create(function () use ($response) {
            Coroutine::sleep(0.001);
            $response->end('later');
        });
    });
    PHP);
$client = new HttpClient($server->port);
show($client->request('GET', '/never'), $client->request('GET', '/twice'), $client->request('GET', '/later'), $client->request('GET', '/never'));
show(trim($server->output()));
?>
--EXPECT--
500 Internal Server Error
200 OK [once]
200 OK [later]
500 Internal Server Error
[true,true,false,false,false,false]

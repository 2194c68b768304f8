--TEST--
Swoole\Coroutine\Http\Client and Server: what one sends the other one sees
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $server->handle('/', function ($request, $response) {
        $response->cookie('seen', 'yes&no');
        $response->header('X-Answer', 'header');
        $response->end(json_encode([$request->getMethod(), $request->get, $request->post, $request->cookie, $request->header['x-question'], $request->getContent()]));
    });
    $server->handle('/chunks', function ($request, $response) {
        foreach (['a', 'b', 'c'] as $chunk) {
            $response->write($chunk);
        }
        $response->end();
    });
    Coroutine::create(fn () => $server->start());
    $client = new Client('127.0.0.1', $server->port);
    $client->setHeaders(['X-Question' => 'yes']);
    $client->post('/?a=1', ['b' => '2']);
    show($client->body, $client->headers['x-answer'], $client->cookies);
    $client->setMethod('PUT');
    $client->setData(str_repeat('x', 100));
    $client->execute('/');
    show($client->body, isset($client->headers['content-encoding']));
    show($client->get('/chunks'), $client->body, $client->headers['transfer-encoding'], $client->connected);
    $client->close();
    $server->shutdown();
});
?>
--EXPECT--
["POST",{"a":"1"},{"b":"2"},null,"yes","b=2"]
header
{"seen":"yes&no"}
["PUT",null,null,{"seen":"yes&no"},"yes","xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"]
true
true
abc
chunked
true

--TEST--
Swoole\Coroutine\Http\Client to a unix socket
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, show, unixPath};

$path = unixPath();
coroutines(function () use ($path): void {
    $server = new Server("unix:$path");
    $server->handle('/', fn ($request, $response) => $response->end("hello from {$request->server['request_uri']} for {$request->header['host']}"));
    Coroutine::create(fn () => $server->start());
    $client = new Client("unix:$path");
    $client->setHeaders(['Host' => 'example.org']);
    show($client->get('/here'), $client->body);
    show($client->getpeername()['address'] === $path);
    $server->shutdown();
});
?>
--EXPECT--
true
hello from /here for example.org
true

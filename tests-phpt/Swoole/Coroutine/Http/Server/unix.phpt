--TEST--
Swoole\Coroutine\Http\Server on a unix socket
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, readToEnd, show, unixPath};

$path = unixPath();
coroutines(function () use ($path): void {
    $server = new Server("unix:$path");
    show($server->host === "unix:$path", $server->port);
    $server->handle('/', fn ($request, $response) => $response->end("hello {$request->get['name']}"));
    Coroutine::create(function () use ($server, $path): void {
        $client = new Socket(AF_UNIX, SOCK_STREAM, 0);
        show($client->connect($path));
        $client->sendAll("GET /?name=you HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        $answer = readToEnd($client);
        show(strtok($answer, "\r"), strrchr($answer, "\n"));
        $server->shutdown();
    });
    $server->start();
});
?>
--EXPECT--
true
0
true
HTTP/1.1 200 OK

hello you

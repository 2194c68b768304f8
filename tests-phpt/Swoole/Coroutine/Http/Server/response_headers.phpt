--TEST--
Swoole\Coroutine\Http\Server: status(), header(), cookie(), redirect() of a Response
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/status', function ($request, $response) {
        $response->status(418, 'A Teapot');
        $response->header('X-List', ['a', 'b']);
        $response->cookie('name', 'va lue', 0, '/', 'example.org', true, true);
        $response->rawCookie('raw', 'a+b');
        $response->end('tea');
    });
    $server->handle('/redirect', fn ($request, $response) => $response->redirect('/there', 301));
    PHP);
$client = new HttpClient($server->port);
$response = $client->request('GET', '/status');
show($response, $response->headers['x-list'], $response->headers['set-cookie']);
$response = $client->request('GET', '/redirect');
show($response->status, $response->header('Location'));
?>
--EXPECT--
418 A Teapot [tea]
["a","b"]
["name=va+lue; path=/; domain=example.org; secure; HttpOnly","raw=a+b"]
301
/there

--TEST--
Swoole\Http\Response: a line break in a header, a cookie or a redirect makes no second header
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        @$response->header('X-Value', "a\r\nX-Injected: value");
        @$response->header("X-Name: a\r\nX-Injected", 'name');
        @$response->rawcookie('c', "a\r\nX-Injected: cookie");
        if ($request->server['path_info'] === '/redirect') {
            @$response->redirect("/x\r\nX-Injected: location");
        } else {
            @$response->status(200, "OK\r\nX-Injected: reason");
            $response->end('end');
        }
    });
    PHP);
foreach (['/', '/redirect'] as $path) {
    echo isset(HttpClient::get($server->port, $path)->headers['x-injected']) ? 'injected' : 'safe', "\n";
}
?>
--EXPECT--
safe
safe

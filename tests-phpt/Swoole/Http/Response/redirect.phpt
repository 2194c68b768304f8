--TEST--
Swoole\Http\Response::redirect()
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $result = $request->server['path_info'] === '/permanent' ? $response->redirect('/new', 301) : $response->redirect('http://example.com/?a=b');
        echo json_encode([$result, $response->isWritable()]), "\n";
    });
    PHP);
foreach (['/', '/permanent'] as $path) {
    $response = HttpClient::get($server->port, $path);
    echo $response, ' ', $response->header('Location'), "\n";
}
echo $server->output();
?>
--EXPECT--
302 Found http://example.com/?a=b
301 Moved Permanently /new
[true,false]
[true,false]

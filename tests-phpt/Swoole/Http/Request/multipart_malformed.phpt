--TEST--
Swoole\Http\Request: a multipart body that cannot be taken apart is answered by 400, the callback is not called
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        echo "called\n";
        $response->end('fine');
    });
    PHP, ['log_level' => SWOOLE_LOG_NONE]);
foreach (['multipart/form-data', 'multipart/form-data; boundary=YY'] as $type) {
    $client = new HttpClient($server->port);
    echo $client->request('POST', '/', ["Content-Type: $type"], "--XX\r\nno end")->status, "\n";
}
echo HttpClient::get($server->port, '/')->body, "\n", $server->stop(), "\n", $server->output();
?>
--EXPECT--
400
400
fine
exit 0
called

--TEST--
Swoole\Http\Response::trailer(): behind the last chunk
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        var_dump($response->trailer('X-Sum', '42'));
        $response->write('data');
        $response->end();
    });
    PHP);
$client = new HttpClient($server->port);
$client->send('GET', '/', ['Connection: close']);
$bytes = $client->socket->readToEnd();
echo str_replace("\r\n", '|', strstr($bytes, "\r\n\r\n")), "\n", $server->output();
?>
--EXPECT--
||4|data|0|x-sum: 42||
bool(true)

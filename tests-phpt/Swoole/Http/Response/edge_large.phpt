--TEST--
Swoole\Http\Response: bodies larger than socket_buffer_size, and a client that asks on and on without reading
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, Socket};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $body = str_repeat('0123456789abcdef', 1 << 16);
        switch ($request->server['path_info']) {
            case '/end':
                $response->end($body);
                break;
            case '/write':
                echo json_encode([$response->write($body), $response->end()]), "\n";
                break;
            case '/flood':
                $response->end($body);
                break;
            default:
                $response->end('small');
        }
    });
    PHP, ['socket_buffer_size' => 128 << 10]);
$expected = str_repeat('0123456789abcdef', 1 << 16);
$client = new HttpClient($server->port);
var_dump($client->request('GET', '/end')->body === $expected);
var_dump($client->request('GET', '/write')->body === $expected);
$flood = Socket::connect($server->port);
$flood->write(str_repeat("GET /flood HTTP/1.1\r\nHost: localhost\r\n\r\n", 200));
echo $client->request('GET', '/small'), "\n";
var_dump($server->residentMemory() < 64 << 20);
echo strtok($server->output(), "\n"), "\n";
?>
--EXPECT--
bool(true)
bool(true)
200 OK [small]
bool(true)
[true,true]

--TEST--
Swoole\Coroutine\Client::set(): http_proxy_host; a proxy that connects, refuses, or is none
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, readUntil, show, showError};

coroutines(function (): void {
    $answers = [
        "HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\nhello from the target",
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "no HTTP\r\n\r\n",
        '',
    ];
    $port = peer(function ($connection, int $number) use ($answers): void {
        $request = readUntil($connection, "\r\n\r\n");
        if ($number === 0) {
            show(strtok($request, "\r"), str_contains($request, "\r\nHost: example.test:8080\r\n"));
            show(str_contains($request, "\r\nProxy-Authorization: Basic " . base64_encode('user:secret') . "\r\n"));
        }
        $connection->sendAll($answers[$number]);
    }, count($answers));
    foreach ($answers as $answer) {
        $client = new Client(SWOOLE_SOCK_TCP);
        $client->set(['http_proxy_host' => '127.0.0.1', 'http_proxy_port' => $port, 'http_proxy_user' => 'user', 'http_proxy_password' => 'secret']);
        show($client->connect('example.test', 8080, 5));
        showError($client);
        if ($client->isConnected()) {
            show($client->recv());
        }
    }
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['http_proxy_host' => '127.0.0.1']);
    show($client->connect('127.0.0.1', 0));
});
?>
--EXPECTF--
CONNECT example.test:8080 HTTP/1.1
true
true
true
0 ''
hello from the target
false
SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED 'Http proxy handshake failed'
false
SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED 'Http proxy handshake failed'
false
SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED 'Http proxy handshake failed'

Warning: Swoole\Coroutine\Client::connect(): The port is invalid in %s on line %d
false

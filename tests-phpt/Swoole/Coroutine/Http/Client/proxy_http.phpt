--TEST--
Swoole\Coroutine\Http\Client::set(): http_proxy_host; requests are forwarded, a WebSocket gets a tunnel (Swoole 6.2.2 has it forwarded)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{acceptHandshake, coroutines, peer, readRequest, response, show, showError};

coroutines(function (): void {
    // [port of the client, headers, whether it logs in]
    $requests = [[80, [], false], [8080, [], true], [8080, ['Host' => 'other.test'], false], [80, ['Host' => 'other.test:81'], false]];
    $port = peer(function ($connection): void {
        for ($i = 0; $i < 2; $i++) {
            $request = readRequest($connection);
            $login = preg_match('/^Proxy-Authorization: Basic (.*)\r$/m', $request, $match) ? base64_decode($match[1]) : 'no login';
            $connection->sendAll(response(strtok($request, "\r") . ", $login"));
        }
    }, count($requests));
    foreach ($requests as [$own, $headers, $logsIn]) {
        $client = new Client('example.test', $own);
        $client->set(['http_proxy_host' => '127.0.0.1', 'http_proxy_port' => $port, 'timeout' => 5]);
        if ($logsIn) {
            $client->set(['http_proxy_user' => 'user', 'http_proxy_password' => 'secret']);
        }
        $client->setHeaders($headers);
        // Both on one connection.
        show($client->get('/first?x=1'), $client->body, $client->get('/second'), $client->body);
    }

    $port = peer(function ($connection): void {
        show(strtok(readRequest($connection), "\r"));
        $connection->sendAll("HTTP/1.1 200 Connection established\r\n\r\n");
        show(strtok(acceptHandshake($connection), "\r"));
        $connection->sendAll(Frame::encode('through the tunnel', mask: false));
    });
    $client = new Client('example.test', 80);
    $client->set(['http_proxy_host' => '127.0.0.1', 'http_proxy_port' => $port, 'timeout' => 5]);
    show($client->upgrade('/chat'), $client->statusCode, $client->recv()->data);

    $port = peer(fn ($connection) => readRequest($connection) && $connection->sendAll("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"));
    $client = new Client('example.test', 80);
    $client->set(['http_proxy_host' => '127.0.0.1', 'http_proxy_port' => $port, 'timeout' => 5]);
    show($client->upgrade('/chat'));
    showError($client);
});
?>
--EXPECT--
true
GET http://example.test/first?x=1 HTTP/1.1, no login
true
GET http://example.test/second HTTP/1.1, no login
true
GET http://example.test:8080/first?x=1 HTTP/1.1, user:secret
true
GET http://example.test:8080/second HTTP/1.1, user:secret
true
GET http://other.test:8080/first?x=1 HTTP/1.1, no login
true
GET http://other.test:8080/second HTTP/1.1, no login
true
GET http://other.test:81/first?x=1 HTTP/1.1, no login
true
GET http://other.test:81/second HTTP/1.1, no login
CONNECT example.test:80 HTTP/1.1
GET /chat HTTP/1.1
true
101
through the tunnel
false
SWOOLE_ERROR_HTTP_PROXY_HANDSHAKE_FAILED 'Http proxy handshake failed' -1

--TEST--
Swoole\Coroutine\Http\Client::set(): socks5_host; a proxy that connects, and one that refuses
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, response, show, showError};

coroutines(function (): void {
    $port = peer(function ($connection, int $number): void {
        $connection->recvAll(3);
        $connection->sendAll("\5\2");
        show('login ' . json_encode($connection->recvAll(2 + 4 + 1 + 6)));
        $connection->sendAll("\1\0");
        $request = $connection->recvAll(5 + strlen('example.test') + 2);
        show('connect ' . substr($request, 5, -2) . ' ' . unpack('n', substr($request, -2))[1]);
        $connection->sendAll($number === 0 ? "\5\0\0\1\0\0\0\0\0\0" : "\5\5\0\1\0\0\0\0\0\0");
        if ($number === 0) {
            $connection->sendAll(response(strtok(readRequest($connection), "\r")));
        }
    }, 2);
    for ($i = 0; $i < 2; $i++) {
        $client = new Client('example.test', 8080);
        $client->set(['socks5_host' => '127.0.0.1', 'socks5_port' => $port, 'socks5_username' => 'user', 'socks5_password' => 'secret', 'timeout' => 5]);
        show($client->get('/path'), $client->body);
        showError($client);
    }
});
?>
--EXPECT--
login "\u0001\u0004user\u0006secret"
connect example.test 8080
true
GET /path HTTP/1.1
0 '' 200
login "\u0001\u0004user\u0006secret"
connect example.test 8080
false

SWOOLE_ERROR_SOCKS5_HANDSHAKE_FAILED 'Socks5 handshake failed' -1

--TEST--
Swoole\Coroutine\Client::set(): open_eof_check and package_length_func
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Client;
use function SwooleTest\{coroutines, peer, show};

coroutines(function (): void {
    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['open_eof_check' => true, 'package_eof' => "\r\n"]);
    $client->connect('127.0.0.1', peer(fn ($connection) => $connection->sendAll("one\r\ntwo\r\nrest")));
    show(json_encode($client->recv()), json_encode($client->recv()), json_encode($client->recv()));

    $client = new Client(SWOOLE_SOCK_TCP);
    $client->set(['open_length_check' => true, 'package_length_func' => fn (string $head): int => (int) $head[0]]);
    $client->connect('127.0.0.1', peer(fn ($connection) => $connection->sendAll('3ab5cdef')));
    show($client->recv(), $client->recv(), json_encode($client->recv()));
});
?>
--EXPECT--
"one\r\n"
"two\r\n"
""
3ab
5cdef
""

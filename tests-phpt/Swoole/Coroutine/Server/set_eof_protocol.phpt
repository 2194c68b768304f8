--TEST--
Swoole\Coroutine\Server::set(): the EOF protocol, and a timeout of Connection::recv()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Client, Server};
use function SwooleTest\{coroutines, show, showError};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $server->set(['open_eof_check' => true, 'package_eof' => "\n"]);
    $server->handle(function (Server\Connection $connection) use ($server): void {
        show(json_encode($connection->recv()), json_encode($connection->recv()));
        show($connection->recv(0.02));
        showError($connection->exportSocket());
        $connection->close();
        $server->shutdown();
    });
    Coroutine::create(function () use ($server): void {
        $client = new Client(SWOOLE_SOCK_TCP);
        $client->connect('127.0.0.1', $server->port);
        $client->send("first\nsecond\nthird");
        show('the server has closed: ' . json_encode($client->recv()));
    });
    $server->start();
});
?>
--EXPECT--
"first\n"
"second\n"
false
SOCKET_ETIMEDOUT 'Connection timed out'
the server has closed: ""

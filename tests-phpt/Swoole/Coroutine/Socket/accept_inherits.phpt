--TEST--
Swoole\Coroutine\Socket::accept(): a connection inherits protocol and timeouts of its listener
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, listener, port, show, showError};

coroutines(function (): void {
    $listener = listener();
    show($listener->setProtocol(['open_eof_check' => true, 'package_eof' => "\n"]));
    show($listener->setOption(SOL_SOCKET, SO_RCVTIMEO, ['sec' => 0, 'usec' => 20000]));
    $client = new Socket(AF_INET, SOCK_STREAM, 0);
    $client->connect('127.0.0.1', port($listener));
    $connection = $listener->accept();
    $client->sendAll("one\ntwo\nthr");
    show($connection->recvPacket(), $connection->recvPacket(), $connection->recvPacket());
    showError($connection);
    show($connection->getOption(SOL_SOCKET, SO_RCVTIMEO));
});
?>
--EXPECT--
true
true
one

two

false
SOCKET_ETIMEDOUT 'Connection timed out'
{"sec":0,"usec":20000}

--TEST--
Swoole\Coroutine\Socket::close(): once; every method of a closed socket fails with EBADF
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->close(), $client->isClosed());
    $calls = [
        'send' => fn () => $client->send('x'), 'sendAll' => fn () => $client->sendAll('x'),
        'recv' => fn () => $client->recv(), 'recvAll' => fn () => $client->recvAll(1),
        'recvLine' => fn () => $client->recvLine(), 'recvWithBuffer' => fn () => $client->recvWithBuffer(1),
        'recvPacket' => fn () => $client->recvPacket(), 'recvfrom' => fn () => $client->recvfrom($peer),
        'sendto' => fn () => $client->sendto('127.0.0.1', 1, 'x'), 'peek' => fn () => $client->peek(),
        'accept' => fn () => $client->accept(), 'connect' => fn () => $client->connect('127.0.0.1', 1),
        'bind' => fn () => $client->bind('127.0.0.1'), 'listen' => fn () => $client->listen(),
        'readVector' => fn () => $client->readVector([1]), 'readVectorAll' => fn () => $client->readVectorAll([1]),
        'writeVector' => fn () => $client->writeVector(['x']), 'writeVectorAll' => fn () => $client->writeVectorAll(['x']),
        'sendFile' => fn () => $client->sendFile(__FILE__), 'getpeername' => fn () => $client->getpeername(),
        'getsockname' => fn () => $client->getsockname(), 'cancel' => fn () => $client->cancel(),
        'shutdown' => fn () => $client->shutdown(), 'close' => fn () => $client->close(),
    ];
    foreach ($calls as $name => $call) {
        $client->errCode = 0;
        $client->errMsg = '';
        echo $name, ' ', json_encode($call()), ' ';
        showError($client);
    }
    show($server->recv());
});
?>
--EXPECT--
true
true
send false SOCKET_EBADF 'Bad file descriptor'
sendAll false SOCKET_EBADF 'Bad file descriptor'
recv false SOCKET_EBADF 'Bad file descriptor'
recvAll false SOCKET_EBADF 'Bad file descriptor'
recvLine false SOCKET_EBADF 'Bad file descriptor'
recvWithBuffer false SOCKET_EBADF 'Bad file descriptor'
recvPacket false SOCKET_EBADF 'Bad file descriptor'
recvfrom false SOCKET_EBADF 'Bad file descriptor'
sendto false SOCKET_EBADF 'Bad file descriptor'
peek false SOCKET_EBADF 'Bad file descriptor'
accept false SOCKET_EBADF 'Bad file descriptor'
connect false SOCKET_EBADF 'Bad file descriptor'
bind false SOCKET_EBADF 'Bad file descriptor'
listen false SOCKET_EBADF 'Bad file descriptor'
readVector false SOCKET_EBADF 'Bad file descriptor'
readVectorAll false SOCKET_EBADF 'Bad file descriptor'
writeVector false SOCKET_EBADF 'Bad file descriptor'
writeVectorAll false SOCKET_EBADF 'Bad file descriptor'
sendFile false SOCKET_EBADF 'Bad file descriptor'
getpeername false SOCKET_EBADF 'Bad file descriptor'
getsockname false SOCKET_EBADF 'Bad file descriptor'
cancel false SOCKET_EBADF 'Bad file descriptor'
shutdown false SOCKET_EBADF 'Bad file descriptor'
close false SOCKET_EBADF 'Bad file descriptor'

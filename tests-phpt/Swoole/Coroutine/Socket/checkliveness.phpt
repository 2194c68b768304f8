--TEST--
Swoole\Coroutine\Socket::checkLiveness() and isClosed(): open, peer closed, closed
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->checkLiveness(), $client->isClosed());
    showError($client);
    $server->send('unread');
    show($client->checkLiveness());
    $server->close();
    show('unread data keeps it alive: ' . json_encode($client->checkLiveness()), $client->recv());
    show($client->checkLiveness(), $client->isClosed());
    showError($client);
    show($client->close(), $client->isClosed(), $client->checkLiveness());
    showError($client);
});
?>
--EXPECT--
true
false
0 ''
true
unread data keeps it alive: true
unread
false
false
SOCKET_ECONNRESET 'Connection reset by peer'
true
true
false
SOCKET_EBADF 'Bad file descriptor'

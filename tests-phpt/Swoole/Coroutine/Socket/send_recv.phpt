--TEST--
Swoole\Coroutine\Socket::send() and recv(): amounts, the end of the stream, binary data
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->send('hello'), $server->recv(), $server->errCode);
    show($client->send("\0\xff\r\n"), bin2hex($server->recv(2)), bin2hex($server->recv(length: 100)));
    show($client->send(''));
    $client->send('rest');
    show($server->recv(0), $server->errMsg);

    // A closed peer: the bytes that it has sent, then '' as often as one asks.
    $server->send('bye');
    $server->close();
    show($client->recv(), $client->recv(), $client->recv());
    showError($client);
});
?>
--EXPECT--
5
hello
0
4
00ff
0d0a
0
rest

bye


0 ''

--TEST--
Swoole\Coroutine\Socket::send() to a peer that has closed: EPIPE after its reset, no signal
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $server->close();
    show($client->recv());
    show($client->send('into the void'));
    $result = $client->recv(10, 1);
    show($result === false || $result === '');
    show($client->send('again'));
    showError($client);
});
?>
--EXPECT--
13
true
false
SOCKET_EPIPE 'Broken pipe'

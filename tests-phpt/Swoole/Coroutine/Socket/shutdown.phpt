--TEST--
Swoole\Coroutine\Socket::shutdown(): one direction, both, and twice
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show('write', $client->shutdown(1), json_encode($server->recv()));
    show($server->send('still open'), $client->recv());
    show($client->send('x'));
    showError($client);
    show('write again', $client->shutdown(1));
    showError($client);
    show('read', $client->shutdown(0), json_encode($client->recv()));
    show('both when nothing is left', $client->shutdown());
    showError($client);
    show($client->isClosed(), $client->close());

    [$client, $server] = pair();
    show('both', $client->shutdown(), json_encode($server->recv()), json_encode($client->recv()));

    $fresh = new Socket(AF_INET, SOCK_STREAM, 0);
    show('fresh', $fresh->shutdown());
    showError($fresh);
});
?>
--EXPECT--
write
true
""
10
still open
false
SOCKET_EPIPE 'Broken pipe'
write again
false
SOCKET_ENOTCONN 'Transport endpoint is not connected'
read
true
""
both when nothing is left
false
SOCKET_ENOTCONN 'Transport endpoint is not connected'
false
true
both
true
""
""
fresh
false
SOCKET_ENOTCONN 'Transport endpoint is not connected'

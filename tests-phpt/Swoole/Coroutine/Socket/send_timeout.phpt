--TEST--
Swoole\Coroutine\Socket::send() and sendAll() to a peer that does not read: what was sent, then a timeout
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $chunk = str_repeat('x', 1 << 20);
    $sent = 0;
    do {
        while (($number = $client->send($chunk, 0.02)) !== false) {
            $sent += $number;
        }
        $error = $client->errCode;
        // The kernel may have found more room meanwhile.
        $number = $client->sendAll($chunk, 0.02);
        $sent += (int) $number;
    } while ($number !== false);
    show($sent > 0, $error === SOCKET_ETIMEDOUT);
    showError($client);
    show(strlen($server->recvAll($sent)) === $sent);

    // Partly sent: the number of bytes, and the error.
    $number = $client->sendAll(str_repeat('y', 64 << 20), 0.1);
    show($number > 0 && $number < 64 << 20);
    showError($client);
});
?>
--EXPECT--
true
true
SOCKET_ETIMEDOUT 'Connection timed out'
true
true
SOCKET_ETIMEDOUT 'Connection timed out'

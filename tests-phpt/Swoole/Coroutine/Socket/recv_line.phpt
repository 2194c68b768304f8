--TEST--
Swoole\Coroutine\Socket::recvLine(): lines, a maximum, the last line without an end
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $client->sendAll("first\nsecond\n\n");
    foreach (range(1, 3) as $i) {
        show(json_encode($server->recvLine()));
    }
    $client->sendAll("abcdef\n");
    show(json_encode($server->recvLine(4)), json_encode($server->recvLine(4)));

    // A line in two pieces.
    Coroutine::create(function () use ($server): void {
        show('line ' . json_encode($server->recvLine()));
        show('rest ' . json_encode($server->recvLine()));
        show('end ' . json_encode($server->recvLine()));
    });
    $client->sendAll('half ');
    $client->sendAll("a line\nno end");
    $client->close();
    Coroutine::sleep(0.001);

    [$client, $server] = pair();
    $client->sendAll('no end yet');
    show(json_encode($server->recvLine(100, 0.02)));
    showError($server);
});
?>
--EXPECT--
"first\n"
"second\n"
"\n"
"abcd"
"ef\n"
line "half a line\n"
rest "no end"
end ""
false
SOCKET_ETIMEDOUT 'Connection timed out'

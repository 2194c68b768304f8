--TEST--
Swoole\Coroutine\Socket::recvPacket(): while package_length_func waits, others may read; each packet goes to one of them
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show};

coroutines(function (): void {
    [$client, $server] = pair();
    $server->setProtocol([
        'open_length_check' => true,
        // A digit, and so many bytes.
        'package_length_func' => function (string $head): int {
            Coroutine::sleep($head[0] / 500);

            return 1 + (int) $head[0];
        },
    ]);
    $client->sendAll('5aaaaa1b2cc3ddd');
    $received = $ids = [];
    foreach (range(1, 3) as $i) {
        $ids[] = Coroutine::create(function () use ($server, &$received): void {
            $received[] = $server->recvPacket(2);
        });
    }
    Coroutine::join($ids);
    $received[] = $server->recvPacket(2);
    show($received);
    show($server->recvPacket(0.001));
});
?>
--EXPECT--
["5aaaaa","1b","2cc","3ddd"]
false

--TEST--
Swoole\Coroutine\Socket::recvPacket() with package_length_func: PHP tells the length
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    // "5:hello": a number, a colon, so many bytes. 0 asks for more input, a negative number gives up.
    show($server->setProtocol([
        'open_length_check' => true,
        'package_length_func' => function (string $head): int {
            $colon = strpos($head, ':');
            if ($colon === false) {
                return strlen($head) < 5 ? 0 : -1;
            }

            return $colon + 1 + (int) substr($head, 0, $colon);
        },
    ]));
    $client->sendAll('5:hello0:11:hello world');
    foreach (range(1, 3) as $i) {
        show($server->recvPacket());
    }
    Coroutine::create(function () use ($client): void {
        foreach (str_split('10:0123456789') as $byte) {
            $client->send($byte);
            Coroutine::sleep(0.001);
        }
    });
    show($server->recvPacket());
    $client->sendAll('nonsense');
    show(json_encode($server->recvPacket()));
    showError($server);
});
?>
--EXPECT--
true
5:hello
0:
11:hello world
10:0123456789
""
SWOOLE_ERROR_PACKAGE_LENGTH_NOT_FOUND 'get package length failed'

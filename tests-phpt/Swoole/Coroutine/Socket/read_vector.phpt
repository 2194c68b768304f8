--TEST--
Swoole\Coroutine\Socket::readVector() and readVectorAll()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    $client->send('abcdefghij');
    show($server->readVector([2, 3, 5]));
    $client->send('abcdef');
    show('less than fits', $server->readVector([4, 4, 4]));

    Coroutine::create(function () use ($server): void {
        show('all', $server->readVectorAll([2, 3, 4]));
    });
    foreach (['a', 'bcde', 'fghi'] as $piece) {
        $client->send($piece);
        Coroutine::sleep(0.001);
    }

    show('timeout', $server->readVector([1], 0.02));
    showError($server);
    $client->send('abc');
    show('timeout of all', $server->readVectorAll([2, 2], 0.02));
    showError($server);

    foreach ([[1, 'x'], [1, -1], [1, 2.0]] as $vector) {
        try {
            $server->readVector($vector);
        } catch (Socket\Exception $exception) {
            show($exception->getMessage(), $exception->getCode() === SOCKET_EINVAL);
        }
    }
    show($server->readVector(array_fill(0, 1025, 1)));
    showError($server);

    $client->send('end');
    $client->close();
    show($server->readVectorAll([2, 2]), $server->readVectorAll([2]), $server->readVector([2]));
});
?>
--EXPECT--
["ab","cde","fghij"]
less than fits
["abcd","ef"]
all
["ab","cde","fghi"]
timeout
false
SOCKET_ETIMEDOUT 'Connection timed out'
timeout of all
["ab","c"]
SOCKET_ETIMEDOUT 'Connection timed out'
Item #[1] must be of type int, string given
true
Item #[1] must be greater than 0
true
Item #[1] must be of type int, float given
true
false
SOCKET_EINVAL 'The maximum of iov count is 1024'
["en","d"]
[]
[]

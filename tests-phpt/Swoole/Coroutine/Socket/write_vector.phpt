--TEST--
Swoole\Coroutine\Socket::writeVector() and writeVectorAll()
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, pair, show, showError};

coroutines(function (): void {
    [$client, $server] = pair();
    show($client->writeVector(['one ', 'two ', 'three']), $server->recvAll(13));
    show($client->writeVectorAll(['a' => "\0", 'b' => "\xff"]), bin2hex($server->recvAll(2)));

    $pieces = array_map(fn (int $i): string => str_repeat(chr($i + 65), 1 << 20), range(0, 7));
    Coroutine::create(function () use ($client, $pieces): void {
        show('written ' . $client->writeVectorAll($pieces));
    });
    show($server->recvAll(8 << 20) === implode('', $pieces));

    foreach ([['good', 1], ['good', ''], ['good', null]] as $vector) {
        try {
            $client->writeVector($vector);
        } catch (Socket\Exception $exception) {
            show($exception->getMessage(), $exception->getCode() === SOCKET_EINVAL);
        }
    }
    show($client->writeVector(array_fill(0, 1025, 'x')));
    showError($client);
    $number = $client->writeVectorAll(array_fill(0, 64, $pieces[0]), 0.05);
    show($number > 0 && $number < 64 << 20);
    showError($client);
});
?>
--EXPECT--
13
one two three
2
00ff
written 8388608
true
Item #[1] must be of type string, int given
true
Item #[1] cannot be empty string
true
Item #[1] must be of type string, null given
true
false
SOCKET_EINVAL 'The maximum of iov count is 1024'
true
SOCKET_ETIMEDOUT 'Connection timed out'

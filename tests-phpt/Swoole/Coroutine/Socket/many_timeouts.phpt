--TEST--
Swoole\Coroutine\Socket: many waits with different timeouts end in the order of their timeouts
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show};

coroutines(function (): void {
    $pairs = $ended = [];
    for ($i = 20; $i > 0; $i--) {
        $pairs[$i] = pair();
        Coroutine::create(function () use ($pairs, $i, &$ended): void {
            $result = $pairs[$i][0]->recv(10, $i * 0.005);
            $ended[] = $result === false ? $i : $result;
        });
    }
    // Two get what they wait for before any timeout.
    $pairs[20][1]->send('first');
    $pairs[10][1]->send('second');
    while (count($ended) < 20) {
        Coroutine::sleep(0.001);
    }
    show(array_map(strval(...), array_slice($ended, 0, 2)), array_slice($ended, 2) === array_values(array_diff(range(1, 19), [10])));
});
?>
--EXPECT--
["first","second"]
true

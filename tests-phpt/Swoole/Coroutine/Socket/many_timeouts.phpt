--TEST--
Swoole\Coroutine\Socket: many waits with different timeouts end in the order of their deadlines
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, pair, show};

coroutines(function (): void {
    $pairs = array_map(fn () => pair(), range(1, 21));
    $deadlines = $ended = [];
    for ($i = 20; $i > 0; $i--) {
        Coroutine::create(function () use ($pairs, $i, &$deadlines, &$ended): void {
            // The machine may be busy: what counts is when each began to wait.
            $deadlines[$i] = microtime(true) + $i * 0.005;
            $result = $pairs[$i][0]->recv(10, $i * 0.005);
            $ended[] = $result === false ? $i : $result;
        });
    }
    while (count($ended) < 20) {
        Coroutine::sleep(0.001);
    }
    $early = 0;
    foreach (array_slice($ended, 1) as $position => $i) {
        // Timers count milliseconds.
        $early += (int) ($deadlines[$i] < $deadlines[$ended[$position]] - 0.002);
    }
    show($early);

    // Others get what they wait for before any timeout.
    foreach (['first', 'second'] as $i => $text) {
        Coroutine::create(function () use ($pairs, $i, &$ended): void {
            $ended[] = $pairs[$i][0]->recv(10, 10);
        });
        $pairs[$i][1]->send($text);
    }
    while (count($ended) < 22) {
        Coroutine::sleep(0.001);
    }
    show(array_slice($ended, 20));
});
?>
--EXPECT--
0
["first","second"]

--TEST--
Swoole\Coroutine\Channel: many producers and consumers, every value exactly once
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

Coroutine\run(function () {
    foreach ([1, 3, 100] as $capacity) {
        $channel = new Channel($capacity);
        $seen = [];
        $producers = [];
        for ($p = 0; $p < 7; $p++) {
            $producers[] = go(function () use ($p, $channel) {
                for ($i = 0; $i < 50; $i++) {
                    $channel->push($p * 50 + $i);
                    if ($i % 10 === $p) {
                        Coroutine::sleep(0.001);
                    }
                }
            });
        }
        $consumers = [];
        for ($c = 0; $c < 4; $c++) {
            $consumers[] = go(function () use ($c, $channel, &$seen) {
                while (($value = $channel->pop()) !== false) {
                    $seen[] = $value;
                    if ($value % 7 === $c) {
                        Coroutine::sleep(0.001);
                    }
                }
            });
        }
        Coroutine::join($producers);
        $channel->close();
        if (array_filter($consumers, Coroutine::exists(...))) {
            Coroutine::join($consumers);
        }
        sort($seen);
        var_dump($seen === range(0, 349));
    }
});
?>
--EXPECT--
bool(true)
bool(true)
bool(true)

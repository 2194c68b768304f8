--TEST--
PHP Fibers in two coroutines that wait at the same time
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    foreach (['a' => 0.01, 'b' => 0.015] as $name => $seconds) {
        go(function () use ($name, $seconds) {
            $fiber = new Fiber(function () use ($name, $seconds) {
                for ($i = 1; $i <= 3; $i++) {
                    Coroutine::sleep($seconds);
                    Fiber::suspend("$name$i");
                }
            });
            for ($value = $fiber->start(); $value !== null; $value = $fiber->resume()) {
                $seen[] = $value;
                Coroutine::sleep(0.001);
            }
            echo implode(' ', $seen), "\n";
        });
    }
    echo "main\n";
});
?>
--EXPECT--
main
a1 a2 a3
b1 b2 b3

--TEST--
Coroutines create coroutines: each runs until it waits, then its creator goes on
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    echo "a1\n";
    go(function () {
        echo "b1\n";
        go(function () {
            echo "c1\n";
            Coroutine::sleep(0.01);
            echo "c2\n";
        });
        echo "b2\n";
        Coroutine::sleep(0.03);
        echo "b3\n";
    });
    echo "a2\n";
    Coroutine::sleep(0.05);
    echo "a3\n";
});
echo "after run\n";
?>
--EXPECT--
a1
b1
c1
b2
a2
c2
b3
a3
after run

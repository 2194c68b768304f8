--TEST--
Swoole\Coroutine::join(): waits until all of the coroutines have ended
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $ids = [];
    foreach ([0.03, 0.01, 0.02] as $seconds) {
        $ids[] = go(function () use ($seconds) {
            Coroutine::defer(function () use ($seconds) {
                echo "deferred of $seconds\n";
            });
            Coroutine::sleep($seconds);
            echo "$seconds ends\n";
        });
    }
    var_dump(Coroutine::join($ids));
    echo "joined\n";
    // A coroutine that has ended already need not be waited for, others must.
    $ids[] = go(function () {
        Coroutine::sleep(0.01);
        echo "one more ends\n";
    });
    var_dump(Coroutine::join($ids));
});
?>
--EXPECT--
0.01 ends
deferred of 0.01
0.02 ends
deferred of 0.02
0.03 ends
deferred of 0.03
bool(true)
joined
one more ends
bool(true)

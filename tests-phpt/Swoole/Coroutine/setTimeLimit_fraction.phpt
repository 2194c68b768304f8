--TEST--
Swoole\Coroutine::setTimeLimit(): fractions of a second count
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\TimeoutException;

Coroutine\run(function () {
    go(function () {
        $start = hrtime(true);
        Coroutine::setTimeLimit(0.02);
        try {
            Coroutine::sleep(0.5);
            echo "not reached\n";
        } catch (TimeoutException) {
            var_dump((hrtime(true) - $start) / 1e9 >= 0.018);
        }
    });
});
?>
--EXPECT--
bool(true)

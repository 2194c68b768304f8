--TEST--
Swoole\Coroutine::setTimeLimit(): a wait that lasts longer throws a TimeoutException
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\TimeoutException;

Coroutine\run(function () {
    var_dump(Coroutine::setTimeLimit(0));
    $quick = go(function () {
        var_dump(Coroutine::setTimeLimit(1));
        Coroutine::sleep(0.01);
        echo "in time\n";
    });
    go(function () {
        Coroutine::setTimeLimit(1);
        $start = hrtime(true);
        try {
            Coroutine::sleep(60);
            echo "not reached\n";
        } catch (TimeoutException $exception) {
            $seconds = (hrtime(true) - $start) / 1e9;
            var_dump(get_parent_class($exception), $exception->getMessage(), $seconds >= 0.99 && $seconds < 10);
        }
        Coroutine::sleep(0.01);
        echo "goes on\n";
    });
});
?>
--EXPECT--
bool(false)
bool(true)
in time
string(9) "Exception"
string(0) ""
bool(true)
goes on

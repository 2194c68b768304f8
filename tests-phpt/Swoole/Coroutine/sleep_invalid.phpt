--TEST--
Swoole\Coroutine::sleep(): less than a millisecond, negative or no number is refused
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    foreach ([0, 0.0005, -1, -INF] as $seconds) {
        var_dump(Coroutine::sleep($seconds));
    }
    try {
        Coroutine::sleep('soon');
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
    var_dump(Coroutine::sleep('0.001'));
});
?>
--EXPECTF--

Warning: Swoole\Coroutine::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)

Warning: Swoole\Coroutine::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)

Warning: Swoole\Coroutine::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)

Warning: Swoole\Coroutine::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)
Swoole\Coroutine::sleep(): Argument #1 ($seconds) must be of type float, string given
bool(true)

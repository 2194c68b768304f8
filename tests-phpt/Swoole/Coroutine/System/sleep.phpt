--TEST--
Swoole\Coroutine\System::sleep(): as Coroutine::sleep()
--FILE--
<?php
use Swoole\Coroutine\System;

Swoole\Coroutine\run(function () {
    go(function () {
        var_dump(System::sleep(0.02));
    });
    go(function () {
        var_dump(System::sleep(0.01));
        echo "shorter\n";
    });
    echo "both sleep\n";
    var_dump(System::sleep(0));
});
?>
--EXPECTF--
both sleep

Warning: Swoole\Coroutine\System::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)
bool(true)
shorter
bool(true)

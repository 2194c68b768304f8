--TEST--
Swoole\ExitException::getStatus(): null when exit() was given a variable that is not set
--FILE--
<?php
Swoole\Timer::after(1, function () {
    try {
        exit($undefined);
    } catch (Swoole\ExitException $exit) {
        $status = $exit->getStatus();
        var_dump($status);
    }
});
?>
--EXPECT--
NULL

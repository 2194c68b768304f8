--TEST--
Swoole\Coroutine::sleep(): NAN is refused like any other time that cannot be waited for
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    var_dump(Coroutine::sleep(NAN));
});
?>
--EXPECTF--
Warning: Swoole\Coroutine::sleep(): Timer must be greater than or equal to 0.001 in %s on line %d
bool(false)

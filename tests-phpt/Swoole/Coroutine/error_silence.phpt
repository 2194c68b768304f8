--TEST--
The silence operator @ holds for its coroutine only, and error_reporting() is as before afterwards
--FILE--
<?php
use Swoole\Coroutine;

function warnLater(): void
{
    Coroutine::sleep(0.01);
    trigger_error('silenced', E_USER_WARNING);
}

Coroutine\run(function () {
    $silent = go(function () {
        @warnLater();
        trigger_error('no more silence', E_USER_WARNING);
    });
    trigger_error('not silenced', E_USER_WARNING);
    Coroutine::join([$silent]);
    var_dump(error_reporting() === E_ALL);
});
?>
--EXPECTF--

Warning: not silenced in %s on line %d

Warning: no more silence in %s on line %d
bool(true)

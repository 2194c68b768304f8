--TEST--
Swoole\Coroutine::cancel(): yield() returns false, at once; isCanceled() tells
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        var_dump(Coroutine::isCanceled());
        var_dump(Coroutine::yield());
        var_dump(swoole_last_error() === SWOOLE_ERROR_CO_CANCELED, Coroutine::isCanceled());
        // The next wait is a new one.
        var_dump(Coroutine::yield());
        var_dump(Coroutine::isCanceled());
    });
    echo "cancel\n";
    var_dump(Coroutine::cancel($id));
    echo "resume\n";
    var_dump(Coroutine::resume($id));
});
?>
--EXPECT--
bool(false)
cancel
bool(false)
bool(true)
bool(true)
bool(true)
resume
bool(true)
bool(false)
bool(true)

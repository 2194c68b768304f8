--TEST--
Swoole\Coroutine::cancel(): sleep() returns false before its time
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $start = hrtime(true);
    $id = go(function () {
        var_dump(Coroutine::sleep(60), Coroutine::isCanceled());
        var_dump(Coroutine::sleep(0.01), Coroutine::isCanceled());
    });
    echo "cancel\n";
    var_dump(Coroutine::cancel($id));
    Coroutine::join([$id]);
    var_dump(hrtime(true) - $start < 10e9);
});
?>
--EXPECT--
cancel
bool(false)
bool(true)
bool(true)
bool(true)
bool(false)
bool(true)

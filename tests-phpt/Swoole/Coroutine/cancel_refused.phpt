--TEST--
Swoole\Coroutine::cancel(): returns false for a coroutine that runs, has ended or does not exist, with an error code
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $cases = ['unknown' => 4711, 'finished' => go(fn () => 1), 'self' => Coroutine::getCid(), 'negative' => -1];
    foreach ($cases as $case => $id) {
        echo "$case: ";
        var_dump(Coroutine::cancel($id));
        echo swoole_strerror(swoole_last_error(), 9), "\n";
    }
    var_dump(Coroutine::isCanceled());
    $parent = Coroutine::getCid();
    go(function () use ($parent) {
        echo 'creator, which runs in the background: ';
        var_dump(Coroutine::cancel($parent));
        echo swoole_strerror(swoole_last_error(), 9), "\n";
    });
    $twice = go(function () {
        Coroutine::yield();
        Coroutine::yield();
        echo "canceled twice\n";
    });
    var_dump(Coroutine::cancel($twice), Coroutine::cancel($twice), Coroutine::cancel($twice));
});
?>
--EXPECT--
unknown: bool(false)
Coroutine not exists
finished: bool(false)
Coroutine not exists
self: bool(false)
Coroutine cannot cancel
negative: bool(false)
Coroutine not exists
bool(false)
creator, which runs in the background: bool(false)
Coroutine cannot cancel
canceled twice
bool(true)
bool(true)
bool(false)

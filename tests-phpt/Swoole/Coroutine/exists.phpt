--TEST--
Swoole\Coroutine::exists(): from the creation to the end of the deferred functions
--FILE--
<?php
use Swoole\Coroutine;

var_dump(Coroutine::exists(1));
Coroutine\run(function () {
    $id = null;
    $id = go(function () use (&$id) {
        Coroutine::defer(function () {
            echo 'deferred: ';
            var_dump(Coroutine::exists(Coroutine::getCid()));
        });
        echo 'running: ';
        var_dump(Coroutine::exists(Coroutine::getCid()));
        Coroutine::yield();
    });
    echo 'waiting: ';
    var_dump(Coroutine::exists($id));
    Coroutine::resume($id);
    echo 'ended: ';
    var_dump(Coroutine::exists($id), Coroutine::exists(0), Coroutine::exists(-1), Coroutine::exists(PHP_INT_MAX));
});
?>
--EXPECT--
bool(false)
running: bool(true)
waiting: bool(true)
deferred: bool(true)
ended: bool(false)
bool(false)
bool(false)
bool(false)

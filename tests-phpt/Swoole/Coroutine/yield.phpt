--TEST--
Swoole\Coroutine::yield() and suspend() wait for resume(), which switches at once
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $ids = [];
    foreach (['yield', 'suspend'] as $method) {
        $ids[$method] = go(function () use ($method) {
            echo "$method starts\n";
            var_dump(Coroutine::$method());
            echo "$method again\n";
            var_dump(Coroutine::$method());
            echo "$method ends\n";
        });
    }
    foreach (['suspend', 'yield', 'yield', 'suspend'] as $method) {
        echo "resume $method\n";
        var_dump(Coroutine::resume($ids[$method]));
    }
});
?>
--EXPECT--
yield starts
suspend starts
resume suspend
bool(true)
suspend again
bool(true)
resume yield
bool(true)
yield again
bool(true)
resume yield
bool(true)
yield ends
bool(true)
resume suspend
bool(true)
suspend ends
bool(true)

--TEST--
Swoole\Coroutine::resume(): a coroutine that does not exist, has ended, runs or waits for something else is refused with a warning
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    set_error_handler(function (int $level, string $message) {
        echo $level === E_WARNING ? '' : "level $level: ", $message, "\n";

        return true;
    });
    $finished = go(function () {
    });
    $sleeping = go(function () {
        Coroutine::sleep(0.01);
        echo "slept\n";
    });
    $popping = go(function () {
        var_dump((new Coroutine\Channel())->pop(0.01));
    });
    $cases = ['unknown' => 123456, 'finished' => $finished, 'self' => Coroutine::getCid(), 'zero' => 0, 'negative' => -1, 'sleeping' => $sleeping, 'popping' => $popping];
    foreach ($cases as $case => $id) {
        echo "$case: ";
        var_dump(Coroutine::resume($id));
    }
    $parent = Coroutine::getCid();
    go(function () use ($parent) {
        echo 'creator: ';
        var_dump(Coroutine::resume($parent));
    });
});
?>
--EXPECT--
unknown: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
finished: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
self: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
zero: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
negative: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
sleeping: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
popping: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
creator: Swoole\Coroutine::resume(): can not resume the coroutine which is in IO operation or non-existent
bool(false)
slept
bool(false)

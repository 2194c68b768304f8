--TEST--
Swoole\Coroutine::join(): nothing to wait for, itself, or a coroutine that somebody waits for already
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $finished = go(fn () => 1);
    foreach (['nothing' => [], 'unknown' => [4711], 'finished' => [$finished]] as $case => $ids) {
        echo "$case: ";
        var_dump(Coroutine::join($ids));
        echo swoole_last_error() === SWOOLE_ERROR_INVALID_PARAMS ? "invalid parameters\n" : swoole_last_error() . "\n";
    }
    echo 'self: ';
    var_dump(Coroutine::join([Coroutine::getCid()]));
    var_dump(swoole_last_error() === SWOOLE_ERROR_WRONG_OPERATION);

    $target = go(fn () => Coroutine::yield());
    go(function () use ($target) {
        $result = Coroutine::join([$target]);
        echo 'first: ', json_encode($result), "\n";
    });
    $result = Coroutine::join([$target]);
    echo 'second: ', json_encode($result), "\n";
    var_dump(swoole_last_error() === SWOOLE_ERROR_WRONG_OPERATION);
    Coroutine::resume($target);
    try {
        Coroutine::join($target);
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
});
?>
--EXPECTF--
nothing: bool(false)
invalid parameters
unknown: bool(false)
invalid parameters
finished: bool(false)
invalid parameters
self: 
Warning: Swoole\Coroutine::join(): can not join self in %s on line %d
bool(false)
bool(true)
second: false
bool(true)
Swoole\Coroutine::join(): Argument #1 ($cid_array) must be of type array, int given
first: true

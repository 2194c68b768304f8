--TEST--
max_coroutine: one coroutine too many is refused with a warning and false; a place that is free again can be used
--FILE--
<?php
use Swoole\Coroutine;

Coroutine::set(['max_coroutine' => 3]);
Coroutine\run(function () {
    $first = go(fn () => Coroutine::yield());
    $second = go(fn () => Coroutine::yield());
    var_dump(go(function () {
        echo "not run\n";
    }));
    var_dump(Coroutine::stats()['coroutine_num']);
    Coroutine::resume($first);
    var_dump(go(function () {
        echo "run\n";
    }) > $second);
    Coroutine::resume($second);
});
?>
--EXPECTF--

Warning: go(): exceed max number of coroutine 3 in %s on line %d
bool(false)
int(3)
run
bool(true)

--TEST--
Swoole\Coroutine::list() and listCoroutines(): an Iterator over the ids of all coroutines, taken at the time of the call
--FILE--
<?php
use Swoole\Coroutine;

var_dump(count(Coroutine::list()));
Coroutine\run(function () {
    $waiting = [];
    for ($i = 0; $i < 3; $i++) {
        $waiting[] = go(fn () => Coroutine::yield());
    }
    go(fn () => 'ends at once');
    foreach ([Coroutine::list(), Coroutine::listCoroutines()] as $list) {
        $ids = iterator_to_array($list);
        sort($ids);
        var_dump(get_class($list), $list instanceof ArrayIterator, count($list), $ids === [Coroutine::getCid(), ...$waiting]);
    }
    $list = Coroutine::list();
    foreach ($waiting as $id) {
        Coroutine::resume($id);
    }
    var_dump(count($list), count(Coroutine::list()));
    // A common loop: act on every coroutine but oneself.
    $more = [go(fn () => Coroutine::yield()), go(fn () => Coroutine::yield())];
    foreach (Coroutine::list() as $id) {
        if ($id !== Coroutine::getCid()) {
            Coroutine::cancel($id);
        }
    }
    var_dump(count(Coroutine::list()));
});
?>
--EXPECT--
int(0)
string(25) "Swoole\Coroutine\Iterator"
bool(true)
int(4)
bool(true)
string(25) "Swoole\Coroutine\Iterator"
bool(true)
int(4)
bool(true)
int(4)
int(1)
int(1)

--TEST--
Swoole\Coroutine::stats(): its keys, and the numbers of coroutines
--FILE--
<?php
use Swoole\Coroutine;

function numbers(): string
{
    $stats = Coroutine::stats();

    return "$stats[coroutine_num] now, $stats[coroutine_peak_num] at most, last $stats[coroutine_last_cid]\n";
}
echo implode("\n", array_keys(Coroutine::stats())), "\n";
var_dump(array_filter(Coroutine::stats(), 'is_int') === Coroutine::stats(), Coroutine::stats()['c_stack_size'] > 0);
echo numbers();
Coroutine\run(function () {
    echo numbers();
    $ids = [];
    for ($i = 0; $i < 9; $i++) {
        $ids[] = go(fn () => Coroutine::yield());
    }
    echo numbers();
    array_map(Coroutine::resume(...), $ids);
    echo numbers();
    go(fn () => 1);
    echo numbers();
});
echo numbers();
?>
--EXPECT--
event_num
signal_listener_num
aio_task_num
aio_worker_num
aio_queue_size
c_stack_size
coroutine_num
coroutine_peak_num
coroutine_last_cid
bool(true)
bool(true)
0 now, 0 at most, last 0
1 now, 1 at most, last 1
10 now, 10 at most, last 10
1 now, 10 at most, last 10
1 now, 10 at most, last 11
0 now, 10 at most, last 11

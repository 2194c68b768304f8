--TEST--
Coroutines leave no memory behind: magic callables, output buffers, callbacks in a cycle with their server
--FILE--
<?php
use Swoole\Coroutine;

class Magic
{
    public function __call(string $name, array $arguments): void
    {
    }
}

/** Bytes that each of many runs leaves behind. */
function growth(callable $run): int
{
    for ($i = 0; $i < 10; $i++) {
        $run();
    }
    gc_collect_cycles();
    $before = memory_get_usage();
    for ($i = 0; $i < 500; $i++) {
        $run();
    }
    gc_collect_cycles();

    return intdiv(memory_get_usage() - $before, 500);
}

Coroutine\run(function () {
    $magic = new Magic();
    var_dump(growth(fn () => go([$magic, 'anything'], 1)));
    var_dump(growth(function () {
        $ids = [];
        foreach (['one', 'other'] as $text) {
            $ids[] = go(function () use ($text) {
                ob_start(fn () => '');
                echo $text;
                Coroutine::yield();
            });
        }
        array_map(Coroutine::resume(...), $ids);
    }));
    var_dump(growth(function () {
        $scheduler = new Coroutine\Scheduler();
        $scheduler->add(fn () => $scheduler, $scheduler);
    }));
    var_dump(growth(function () {
        $server = new Coroutine\Http\Server('127.0.0.1', 0);
        $server->handle('/', fn () => $server);
    }));
});
?>
--EXPECT--
int(0)
int(0)
int(0)
int(0)

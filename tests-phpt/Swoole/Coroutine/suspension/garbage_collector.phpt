--TEST--
Waiting inside a destructor that the cycle collector calls, while other coroutines make more garbage
--FILE--
<?php
use Swoole\Coroutine;

class Node
{
    public static int $destroyed = 0;
    public ?Node $other = null;

    public function __destruct()
    {
        Coroutine::sleep(0.001);
        self::$destroyed++;
    }
}
function litter(int $pairs): void
{
    for ($i = 0; $i < $pairs; $i++) {
        $a = new Node();
        $b = new Node();
        $a->other = $b;
        $b->other = $a;
    }
}

Coroutine\run(function () {
    $first = go(function () {
        litter(10);
        gc_collect_cycles();
        echo "collected\n";
    });
    go(function () use ($first) {
        litter(5);
        Coroutine::join([$first]);
        gc_collect_cycles();
        echo "collected again\n";
    });
});
gc_collect_cycles();
var_dump(Node::$destroyed);
?>
--EXPECT--
collected
collected again
int(30)

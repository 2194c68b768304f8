--TEST--
Many nested calls with many variables in a coroutine that waits: its VM stack grows and is freed
--FILE--
<?php
use Swoole\Coroutine;

function deep(int $level): int
{
    [$a, $b, $c, $d, $e, $f, $g, $h] = [1, 2, 3, 4, 5, 6, 7, 8];
    if ($level === 0) {
        Coroutine::sleep(0.001);

        return $a + $b + $c + $d + $e + $f + $g + $h;
    }

    return deep($level - 1) + $a;
}
Coroutine\run(function () {
    for ($i = 0; $i < 10; $i++) {
        go(fn () => deep(5000) === 5036 ? print('.') : print('wrong'));
    }
});
echo "\n";
$before = memory_get_usage();
Coroutine\run(function () {
    for ($i = 0; $i < 10; $i++) {
        go(fn () => deep(5000));
    }
});
var_dump(memory_get_usage() - $before < 100000);
?>
--EXPECT--
..........
bool(true)

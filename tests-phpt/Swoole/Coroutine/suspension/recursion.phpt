--TEST--
Waiting deep inside recursion: userland frames and internal functions alternate a hundred times
--FILE--
<?php
use Swoole\Coroutine;

function dive(int $level): int
{
    if ($level === 0) {
        Coroutine::sleep(0.001);

        return 0;
    }

    return array_sum(array_map(fn (int $x) => dive($x), [$level - 1])) + 1;
}
$results = [];
Coroutine\run(function () use (&$results) {
    foreach ([100, 50, 20] as $depth) {
        go(function () use ($depth, &$results) {
            $results[$depth] = dive($depth);
        });
    }
    var_dump($results);
});
ksort($results);
echo json_encode($results), "\n";
?>
--EXPECT--
array(0) {
}
{"20":20,"50":50,"100":100}

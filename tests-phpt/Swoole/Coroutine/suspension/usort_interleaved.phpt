--TEST--
Waiting inside usort() in several coroutines at once: each sort keeps its own comparison
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $data = range(1, 40);
    mt_srand(7);
    shuffle($data);
    $switches = 0;
    $last = 0;
    $ids = [];
    foreach (['ascending' => 1, 'descending' => -1] as $name => $direction) {
        $ids[] = go(function () use ($data, $name, $direction, &$switches, &$last) {
            usort($data, function (int $a, int $b) use ($direction, &$switches, &$last) {
                $switches += $last !== $direction ? 1 : 0;
                $last = $direction;
                Coroutine::sleep(0.001);

                return ($a <=> $b) * $direction;
            });
            $expected = range(1, 40);
            echo $data === ($direction === 1 ? $expected : array_reverse($expected)) ? "right\n" : "$name is wrong\n";
        });
    }
    // A sort that does not wait in between the two others.
    $list = [2, 3, 1];
    usort($list, fn (int $a, int $b) => $a <=> $b);
    echo json_encode($list), "\n";
    Coroutine::join($ids);
    var_dump($switches > 20);
});
?>
--EXPECT--
[1,2,3]
right
right
bool(true)

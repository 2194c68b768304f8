--TEST--
Waiting inside usort(), uasort() and uksort()
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $slowly = function (mixed $a, mixed $b) {
        Coroutine::sleep(0.001);

        return $a <=> $b;
    };
    $others = 0;
    $other = go(function () use (&$others) {
        while (Coroutine::sleep(0.001)) {
            $others++;
        }
    });
    $list = [3, 1, 2];
    usort($list, $slowly);
    echo json_encode($list), "\n";
    $map = ['x' => 3, 'y' => 1, 'z' => 2];
    uasort($map, $slowly);
    echo json_encode($map), "\n";
    uksort($map, $slowly);
    echo json_encode($map), "\n";
    var_dump($others > 0);
    Coroutine::cancel($other);
});
?>
--EXPECT--
[1,2,3]
{"y":1,"z":2,"x":3}
{"x":3,"y":1,"z":2}
bool(true)

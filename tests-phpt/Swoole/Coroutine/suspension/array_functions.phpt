--TEST--
Waiting inside array_map(), array_walk(), array_filter(), array_reduce(), iterator_apply() and preg_replace_callback(), in several coroutines at once
--FILE--
<?php
use Swoole\Coroutine;

function waitAnd(mixed $value): mixed
{
    Coroutine::sleep(0.001);

    return $value;
}
$work = [
    'array_map' => fn (int $n) => array_map(fn (int $x) => waitAnd($x * $n), [1, 2, 3]),
    'array_map of two' => fn (int $n) => array_map(fn (int $x, int $y) => waitAnd($x + $y * $n), [1, 2], [10, 20]),
    'array_walk' => function (int $n) {
        $array = ['a' => 1, 'b' => 2];
        array_walk($array, function (int &$x, string $key) use ($n) {
            $x = waitAnd("$key$x$n");
        });

        return $array;
    },
    'array_filter' => fn (int $n) => array_values(array_filter(range(1, 6), fn (int $x) => waitAnd($x % ($n + 1) === 0))),
    'array_reduce' => fn (int $n) => array_reduce([1, 2, 3], fn (int $sum, int $x) => waitAnd($sum + $x * $n), 0),
    'iterator_apply' => function (int $n) {
        $seen = [];
        $iterator = new ArrayIterator([1, 2, 3]);
        iterator_apply($iterator, function () use ($iterator, &$seen, $n) {
            $seen[] = waitAnd($iterator->current() + $n);

            return true;
        });

        return $seen;
    },
    'preg_replace_callback' => fn (int $n) => preg_replace_callback('/\d/', fn (array $match) => waitAnd($match[0] + $n), 'a1b2c3'),
    'call_user_func' => fn (int $n) => [call_user_func('waitAnd', $n), call_user_func_array(waitAnd(...), ['value' => $n]), (new ReflectionFunction('waitAnd'))->invoke($n)],
];
$results = [];
Coroutine\run(function () use ($work, &$results) {
    foreach ($work as $name => $function) {
        foreach ([1, 2] as $n) {
            go(function () use ($name, $function, $n, &$results) {
                $results[$name][$n] = $function($n);
            });
        }
    }
    echo count($results), " finished before any wait\n";
});
foreach ($work as $name => $_) {
    ksort($results[$name]);
    echo "$name: ", json_encode($results[$name]), "\n";
}
?>
--EXPECT--
0 finished before any wait
array_map: {"1":[1,2,3],"2":[2,4,6]}
array_map of two: {"1":[11,22],"2":[21,42]}
array_walk: {"1":{"a":"a11","b":"b21"},"2":{"a":"a12","b":"b22"}}
array_filter: {"1":[2,4,6],"2":[3,6]}
array_reduce: {"1":6,"2":12}
iterator_apply: {"1":[2,3,4],"2":[3,4,5]}
preg_replace_callback: {"1":"a2b3c4","2":"a3b4c5"}
call_user_func: {"1":[1,1,1],"2":[2,2,2]}

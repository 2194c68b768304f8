--TEST--
Swoole\Coroutine\map(): as array_map() by coroutines, with keys; a timeout leaves null
--FILE--
<?php
use Swoole\Coroutine;
use function Swoole\Coroutine\{map, run};

run(function () {
    $running = $most = 0;
    $results = map(['a' => 1, 'b' => 2, 5 => 3], function (int $value, string|int $key) use (&$running, &$most) {
        $most = max($most, ++$running);
        Coroutine::sleep(0.01);
        $running--;

        return "$key$value";
    });
    echo json_encode($results), " $most at once\n";
    $results = map([0.1, 0], function (float $seconds) {
        if ($seconds > 0) {
            Coroutine::sleep($seconds);
        }

        return 'done';
    }, 0.02);
    echo json_encode($results), "\n";
    echo json_encode(map([], fn () => 1)), "\n";
});
?>
--EXPECT--
{"a":"a1","b":"b2","5":"53"} 3 at once
[null,"done"]
[]

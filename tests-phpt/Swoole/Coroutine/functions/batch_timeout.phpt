--TEST--
Swoole\Coroutine\batch(): after the timeout the results that are missing are null; the functions go on
--FILE--
<?php
use Swoole\Coroutine;
use function Swoole\Coroutine\{batch, run};

run(function () {
    $results = batch([
        'in time' => fn () => 1,
        'late' => function () {
            Coroutine::sleep(0.05);
            echo "late ends\n";

            return 2;
        },
    ], 0.01);
    echo json_encode($results), "\n";
});
?>
--EXPECT--
{"in time":1,"late":null}
late ends

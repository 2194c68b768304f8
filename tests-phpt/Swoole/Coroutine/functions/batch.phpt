--TEST--
Swoole\Coroutine\batch(): runs the functions at once and returns their results by key
--FILE--
<?php
use Swoole\Coroutine;
use function Swoole\Coroutine\{batch, run};

run(function () {
    $order = [];
    $results = batch([
        'slow' => function () use (&$order) {
            Coroutine::sleep(0.03);
            $order[] = 'slow';

            return 'slow result';
        },
        'quick' => function () use (&$order) {
            Coroutine::sleep(0.01);
            $order[] = 'quick';

            return ['quick', 'result'];
        },
        7 => 'phpversion',
        'null' => fn () => null,
    ]);
    echo implode(' ', $order), "\n";
    $results[7] = $results[7] === PHP_VERSION;
    echo json_encode($results), "\n";
    var_dump(batch([]));
});
?>
--EXPECT--
quick slow
{"slow":"slow result","quick":["quick","result"],"7":true,"null":null}
array(0) {
}

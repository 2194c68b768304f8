--TEST--
Waiting inside generators of several coroutines at once: each goes on where it was
--FILE--
<?php
use Swoole\Coroutine;

function slowly(int $from, int $to): Generator
{
    for ($i = $from; $i <= $to; $i++) {
        Coroutine::sleep(0.001);
        yield $i;
    }
}
$seen = $order = [];
Coroutine\run(function () use (&$seen, &$order) {
    foreach ([0, 100, 200] as $start) {
        go(function () use ($start, &$seen, &$order) {
            foreach (slowly($start, $start + 20) as $value) {
                $seen[$start][] = $value;
                $order[] = $value;
            }
        });
    }
});
foreach ($seen as $start => $values) {
    var_dump($values === range($start, $start + 20));
}
// Not one after the other.
$sorted = $order;
sort($sorted);
var_dump($order !== $sorted);
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)

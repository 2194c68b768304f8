--TEST--
A thousand coroutines, each created by the one before, wait and end in any order
--FILE--
<?php
use Swoole\Coroutine;

$order = [];
function descend(int $level, array &$order): void
{
    if ($level > 0) {
        go(function () use ($level, &$order) {
            descend($level - 1, $order);
            if ($level % 2 === 0) {
                Coroutine::sleep(0.001);
            }
            $order[] = $level;
        });
    }
}
Coroutine\run(function () use (&$order) {
    descend(1000, $order);
});
sort($order);
var_dump($order === range(1, 1000), Coroutine::stats()['coroutine_num']);
?>
--EXPECT--
bool(true)
int(0)

--TEST--
Swoole\Atomic\Long: a signed number of 64 bits
--FILE--
<?php
use Swoole\Atomic\Long;

$long = new Long();
echo json_encode([$long->get(), $long->add(), $long->add(5), $long->sub(), $long->sub(7), $long->get()]), "\n";
echo json_encode([$long->set(PHP_INT_MAX), $long->add() === PHP_INT_MIN, $long->sub() === PHP_INT_MAX]), "\n";
echo json_encode([$long->cmpset(1, 2), $long->cmpset(PHP_INT_MAX, -2), $long->get(), (new Long(-3))->get()]), "\n";
$long->__construct(1 << 33);
echo json_encode([$long->get(), (new swoole_atomic_long(9))->get(), method_exists($long, 'wait')]), "\n";
foreach ([fn () => clone $long, fn () => serialize($long), fn () => $long->cmpset(1)] as $refused) {
    try {
        $refused();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
[0,1,6,5,-2,-2]
[null,true,true]
[false,true,-2,-3]
[8589934592,9,false]
Error: Trying to clone an uncloneable object of class Swoole\Atomic\Long
Exception: Serialization of 'Swoole\Atomic\Long' is not allowed
ArgumentCountError: Swoole\Atomic\Long::cmpset() expects exactly 2 arguments, 1 given

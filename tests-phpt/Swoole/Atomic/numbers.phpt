--TEST--
Swoole\Atomic: an unsigned number of 32 bits, higher bits are lost
--FILE--
<?php
use Swoole\Atomic;

$atomic = new Atomic();
echo json_encode([$atomic->get(), $atomic->add(), $atomic->add(5), $atomic->sub(), $atomic->sub(2), $atomic->get()]), "\n";
echo json_encode([$atomic->sub(4), $atomic->add(2), $atomic->add(-3), $atomic->sub(-1)]), "\n";
echo json_encode([$atomic->set(7), $atomic->get(), $atomic->cmpset(6, 1), $atomic->get(), $atomic->cmpset(7, 1), $atomic->get()]), "\n";
$atomic->set((1 << 40) + 5);
echo json_encode([$atomic->get(), $atomic->cmpset((1 << 32) + 5, -1), $atomic->get(), (new Atomic(-2))->get()]), "\n";
$atomic->__construct(3);
echo json_encode([$atomic->get(), (new swoole_atomic(9))->get()]), "\n";
foreach ([fn () => clone $atomic, fn () => serialize($atomic), fn () => $atomic->set(), fn () => $atomic->add('x')] as $refused) {
    try {
        $refused();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
?>
--EXPECT--
[0,1,6,5,3,3]
[4294967295,1,4294967294,4294967295]
[null,7,false,7,true,1]
[5,true,4294967295,4294967294]
[3,9]
Error: Trying to clone an uncloneable object of class Swoole\Atomic
Exception: Serialization of 'Swoole\Atomic' is not allowed
ArgumentCountError: Swoole\Atomic::set() expects exactly 1 argument, 0 given
TypeError: Swoole\Atomic::add(): Argument #1 ($add_value) must be of type int, string given

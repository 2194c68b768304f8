--TEST--
Swoole\Atomic: wait() and wakeup() go by the number: 1 is a signal, 0 is none, others are not for waiting
--FILE--
<?php
use Swoole\Atomic;

$atomic = new Atomic(1);
echo json_encode([$atomic->wait(), $atomic->get(), $atomic->wait(0.001), $atomic->get()]), "\n";
echo json_encode([$atomic->wakeup(), $atomic->get(), $atomic->wakeup(5), $atomic->get(), $atomic->wait(0)]), "\n";
$atomic->set(5);
echo json_encode([$atomic->wait(), $atomic->wakeup(), $atomic->get()]), "\n";
$atomic->set(0);
echo json_encode([$atomic->wakeup(-1), $atomic->wait(NAN), $atomic->wait(1e-9)]), "\n";
?>
--EXPECT--
[true,0,false,0]
[true,1,true,1,true]
[false,true,5]
[true,true,false]

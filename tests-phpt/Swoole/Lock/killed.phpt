--TEST--
Swoole\Lock: the lock of a process that was killed is free, whoever waits for it already and whoever comes later
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Lock};
use function SwooleTest\{child, killChild, reap, until};

foreach (['MUTEX' => Lock::MUTEX, 'RWLOCK' => Lock::RWLOCK, 'SPINLOCK' => Lock::SPINLOCK] as $name => $type) {
    foreach ([LOCK_EX, LOCK_SH] as $operation) {
        [$lock, $held, $waits] = [new Lock($type), new Atomic(), new Atomic()];
        $hold = function () use ($lock, $held, $operation) {
            $lock->lock($operation);
            $held->add();
            sleep(60);
        };
        $holder = child($hold);
        until(fn () => $held->get() === 1);
        $waiting = child(function () use ($lock, $waits) {
            $waits->set(1);
            $lock->lock();
        });
        until(fn () => $waits->get() === 1);
        killChild($holder);
        reap($waiting);
        $holder = child($hold);
        until(fn () => $held->get() === 2);
        killChild($holder);
        echo "$name: ", json_encode([$lock->lock(LOCK_EX | LOCK_NB), $lock->unlock()]), "\n";
    }
}
?>
--EXPECT--
MUTEX: [true,true]
MUTEX: [true,true]
RWLOCK: [true,true]
RWLOCK: [true,true]
SPINLOCK: [true,true]
SPINLOCK: [true,true]

--TEST--
Swoole\Lock: a mutex or spinlock may be released by another process than the one that has taken it
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Lock};
use function SwooleTest\{child, reap};

foreach ([Lock::MUTEX, Lock::SPINLOCK] as $type) {
    $lock = new Lock($type);
    $waits = new Atomic();
    $lock->lock();
    $waiter = child(function () use ($lock, $waits) {
        $waits->set(1);
        $waits->wakeup();
        $lock->lock();
        echo "the waiter goes on\n";
        $lock->unlock();
    });
    while ($waits->get() === 0) {
        $waits->wait();
    }
    reap(child(function () use ($lock) {
        echo "released by another one\n";
        if (!$lock->unlock()) {
            echo "refused\n";
        }
    }));
    reap($waiter);
}
?>
--EXPECT--
released by another one
the waiter goes on
released by another one
the waiter goes on

--TEST--
Swoole\Lock: processes exclude each other
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Lock};
use function SwooleTest\{child, reap};

foreach (['MUTEX' => SWOOLE_MUTEX, 'RWLOCK' => SWOOLE_RWLOCK, 'SPINLOCK' => SWOOLE_SPINLOCK] as $name => $type) {
    [$lock, $count] = [new Lock($type), new Atomic()];
    $children = [];
    for ($i = 0; $i < 4; $i++) {
        $children[] = child(function () use ($lock, $count) {
            for ($j = 0; $j < 1000; $j++) {
                $lock->lock();
                $count->set($count->get() + 1);
                $lock->unlock();
            }
        });
    }
    reap(...$children);
    echo "$name: {$count->get()}\n";
}
?>
--EXPECT--
MUTEX: 4000
RWLOCK: 4000
SPINLOCK: 4000

--TEST--
Swoole\Lock: many read, one writes; one process may read twice
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\{Atomic, Lock};
use function SwooleTest\{child, reap};

$lock = new Lock(Lock::RWLOCK);
echo json_encode([$lock->lock(LOCK_SH), $lock->lock(LOCK_SH | LOCK_NB)]), "\n";
reap(child(function () use ($lock) {
    echo json_encode([$lock->lock(LOCK_SH), $lock->unlock(), $lock->lock(LOCK_EX | LOCK_NB), $lock->errCode === 16]), "\n";
    echo json_encode([$lock->lock(LOCK_EX, 0.002), $lock->errCode === 110]), "\n";
}));
$lock->unlock();
reap(child(fn () => print(json_encode($lock->lock(LOCK_EX | LOCK_NB)) . "\n")));
$lock->unlock();
reap(child(fn () => print(json_encode($lock->lock(LOCK_EX | LOCK_NB)) . "\n")));

$written = new Atomic();
$lock->lock();
$reader = child(function () use ($lock, $written) {
    $lock->lock(LOCK_SH);
    echo 'read ', $written->get(), "\n";
});
$written->set(1);
$lock->unlock();
reap($reader);
?>
--EXPECT--
[true,true]
[true,true,false,true]
[false,true]
false
true
read 1

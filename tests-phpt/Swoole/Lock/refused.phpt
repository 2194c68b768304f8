--TEST--
Swoole\Lock: what is refused, and why
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../include/fork.php';

use Swoole\Lock;
use function SwooleTest\{child, reap};

foreach (['MUTEX' => Lock::MUTEX, 'RWLOCK' => Lock::RWLOCK, 'SPINLOCK' => Lock::SPINLOCK] as $name => $type) {
    $lock = new Lock($type);
    $try = fn (...$arguments) => $lock->lock(...$arguments) ?: $lock->errCode;
    echo "$name\n", json_encode([$lock->errCode, $try(), $try(LOCK_EX | LOCK_NB), $try(LOCK_EX, 0.002)]), "\n";
    // Swoole waits for ever.
    echo json_encode([$try(), swoole_last_error()]), "\n";
    reap(child(function () use ($lock, $try, $type) {
        echo 'another: ', json_encode([$try(LOCK_EX | LOCK_NB), $try(LOCK_EX, 0.002), $type === Lock::RWLOCK && $lock->unlock(), $lock->errCode]), "\n";
    }));
    // The code of the last failure stays.
    echo json_encode([$lock->unlock(), $lock->errCode, $lock->unlock(), $lock->errCode, $try(LOCK_EX | LOCK_NB)]), "\n";
}
?>
--EXPECT--
MUTEX
[0,true,16,110]
[35,35]
another: [16,110,false,110]
[true,35,false,1,true]
RWLOCK
[0,true,16,35]
[35,35]
another: [16,110,false,1]
[true,35,false,1,true]
SPINLOCK
[0,true,16,110]
[35,35]
another: [16,110,false,110]
[true,35,false,1,true]

--TEST--
Swoole\Lock: kinds, old name, and what a lock cannot be
--FILE--
<?php
use Swoole\Lock;

class Unconstructed extends Lock
{
    public function __construct()
    {
    }
}

echo json_encode([Lock::MUTEX, Lock::RWLOCK, Lock::SPINLOCK, SWOOLE_MUTEX, SWOOLE_RWLOCK, SWOOLE_SPINLOCK]), "\n";
$lock = new swoole_lock();
foreach ([fn () => new Lock(4), fn () => $lock->__construct(), fn () => clone $lock, fn () => serialize($lock), fn () => $lock->lock('x')] as $refused) {
    try {
        $refused();
    } catch (Throwable $e) {
        echo get_class($e), ': ', $e->getMessage(), ' ', $e->getCode(), "\n";
    }
}
(new Unconstructed())->lock();
echo 'not reached';
?>
--EXPECTF--
[3,1,5,3,1,5]
Swoole\Exception: lock type[4] is not support 4
Error: Constructor of Swoole\Lock can only be called once 0
Error: Trying to clone an uncloneable object of class Swoole\Lock 0
Exception: Serialization of 'Swoole\Lock' is not allowed 0
TypeError: Swoole\Lock::lock(): Argument #1 ($operation) must be of type int, string given 0

Fatal error: Uncaught Swoole\Error: must call constructor first in %s
Stack trace:
#0 %s: Swoole\Lock->lock()
#1 {main}
  thrown in %s on line %d

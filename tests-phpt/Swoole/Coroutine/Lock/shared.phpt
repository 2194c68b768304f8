--TEST--
Swoole\Coroutine\Lock: LOCK_SH keeps writers out, LOCK_EX keeps readers out, and all get their turn
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Lock;

Coroutine\run(function () {
    $lock = new Lock();
    $readers = $writers = $turns = 0;
    foreach ([LOCK_SH, LOCK_SH, LOCK_EX, LOCK_SH, LOCK_EX] as $operation) {
        go(function () use ($operation, $lock, &$readers, &$writers, &$turns) {
            $lock->lock($operation);
            $operation === LOCK_SH ? $readers++ : $writers++;
            if ($writers > 1 || $writers === 1 && $readers > 0) {
                echo "$writers writers and $readers readers\n";
            }
            Coroutine::sleep(0.002);
            $operation === LOCK_SH ? $readers-- : $writers--;
            $turns++;
            $lock->unlock();
        });
    }
    go(function () use ($lock) {
        while (!$lock->lock(LOCK_EX | LOCK_NB)) {
            Coroutine::sleep(0.001);
        }
        echo "polled successfully\n";
        $lock->unlock();
    });
    while ($turns < 5) {
        Coroutine::sleep(0.001);
    }
    echo "all had their turn\n";
});
?>
--EXPECTF--
%Aall had their turn%A

--TEST--
Swoole\Coroutine\Lock: one coroutine at a time, the others wait
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Lock;

Coroutine\run(function () {
    $lock = new Lock();
    $inside = 0;
    $group = new Coroutine\WaitGroup();
    for ($i = 0; $i < 10; $i++) {
        $group->add();
        go(function () use ($lock, &$inside, $group) {
            if (!$lock->lock()) {
                echo "no lock\n";
            }
            if (++$inside !== 1) {
                echo "$inside at once\n";
            }
            Coroutine::sleep(0.001);
            $inside--;
            $lock->unlock();
            $group->done();
        });
    }
    var_dump($inside);
    $group->wait();
    var_dump($lock->lock(), $lock->unlock(), $lock->errCode);
});
?>
--EXPECT--
int(1)
bool(true)
bool(true)
int(0)

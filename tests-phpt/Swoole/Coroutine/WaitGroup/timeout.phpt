--TEST--
Swoole\Coroutine\WaitGroup::wait(): false after the timeout; waiting again is possible
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\WaitGroup;

Coroutine\run(function () {
    $group = new WaitGroup(1);
    go(function () use ($group) {
        Coroutine::sleep(0.03);
        $group->done();
        echo "done\n";
    });
    var_dump($group->wait(0.01), $group->count());
    var_dump($group->wait(10), $group->count());
});
?>
--EXPECT--
bool(false)
int(1)
bool(true)
int(0)
done

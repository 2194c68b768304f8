--TEST--
Swoole\Coroutine\WaitGroup: add(), done(), count(), wait(); it can be used again
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\WaitGroup;

Coroutine\run(function () {
    $group = new WaitGroup(1);
    $group->add(2);
    var_dump($group->count());
    foreach ([0.03, 0.01, 0.02] as $seconds) {
        go(function () use ($seconds, $group) {
            Coroutine::sleep($seconds);
            echo "$seconds\n";
            $group->done();
        });
    }
    var_dump($group->wait());
    var_dump($group->count());
    echo "again\n";
    $group->add();
    go(function () use ($group) {
        echo "done at once\n";
        $group->done();
    });
    var_dump($group->wait(), (new WaitGroup())->wait(), (new WaitGroup(-3))->count());
});
?>
--EXPECT--
int(3)
0.01
0.02
0.03
bool(true)
int(0)
again
done at once
bool(true)
bool(true)
int(0)

--TEST--
Twenty thousand coroutines wait at the same time and all come back
--INI--
memory_limit=-1
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Channel;

Coroutine\run(function () {
    $gate = new Channel();
    $sum = 0;
    for ($i = 1; $i <= 20000; $i++) {
        if (go(function () use ($gate, $i, &$sum) {
            $gate->pop();
            $sum += $i;
        }) === false) {
            exit("refused at $i");
        }
    }
    var_dump(Coroutine::stats()['coroutine_num'], $gate->stats()['consumer_num']);
    $gate->close();
    var_dump(Coroutine::stats()['coroutine_num'], $sum);
});
?>
--EXPECT--
int(20001)
int(20000)
int(1)
int(200010000)

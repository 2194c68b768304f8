--TEST--
Swoole\Coroutine\Scheduler: set() and getOptions() are those of all coroutines
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Scheduler;

$scheduler = new Scheduler();
var_dump($scheduler->getOptions(), $scheduler->set(['max_coroutine' => 2]), $scheduler->getOptions() === Coroutine::getOptions());
var_dump((new Scheduler())->getOptions());
$scheduler->parallel(3, function () {
    echo Coroutine::getCid(), "\n";
    Coroutine::sleep(0.001);
});
var_dump($scheduler->start());
?>
--EXPECTF--
NULL
NULL
bool(true)
array(1) {
  ["max_coroutine"]=>
  int(2)
}
1
2

Warning: Swoole\Coroutine\Scheduler::start(): exceed max number of coroutine 2 in %s on line %d
bool(true)

--TEST--
Swoole\Coroutine\Scheduler: may be filled and started again after start(); start() without tasks warns
--FILE--
<?php
use Swoole\Coroutine\Scheduler;

$scheduler = new Scheduler();
var_dump($scheduler->start());
$scheduler = new Scheduler();
for ($i = 1; $i <= 2; $i++) {
    $scheduler->add(function (int $i) {
        Swoole\Coroutine::sleep(0.001);
        echo "run $i\n";
    }, $i);
    var_dump($scheduler->start());
}
var_dump($scheduler->start());
?>
--EXPECTF--

Warning: Swoole\Coroutine\Scheduler::start(): no coroutine task in %s on line %d
bool(false)
run 1
bool(true)
run 2
bool(true)

Warning: Swoole\Coroutine\Scheduler::start(): no coroutine task in %s on line %d
bool(false)%A

--TEST--
Swoole\Coroutine\Scheduler: add(), parallel() and start() while it runs are refused
--FILE--
<?php
use Swoole\Coroutine\Scheduler;

$scheduler = new Scheduler();
$scheduler->add(function () use ($scheduler) {
    var_dump($scheduler->add(fn () => print("not run\n")));
    var_dump($scheduler->parallel(2, fn () => print("not run\n")));
    var_dump($scheduler->start());
});
var_dump($scheduler->start());
?>
--EXPECTF--

Warning: Swoole\Coroutine\Scheduler::add(): scheduler is running, unable to execute Swoole\Coroutine\Scheduler->add in %s on line %d
bool(false)

Warning: Swoole\Coroutine\Scheduler::parallel(): scheduler is running, unable to execute Swoole\Coroutine\Scheduler->parallel in %s on line %d
bool(false)

Warning: Swoole\Coroutine\Scheduler::start(): scheduler is started, unable to execute Swoole\Coroutine\Scheduler->start in %s on line %d
bool(false)
bool(true)

--TEST--
Swoole\Process\Pool: timers of the master end with the pool; those that were there before go on
--FILE--
<?php
use Swoole\{Atomic, Process\Pool, Timer};

$before = Timer::tick(1, fn (int $id) => 1);
$ticked = new Atomic(0);
$pool = new Pool(1);
$pool->on('Start', fn () => Timer::tick(1, fn () => $ticked->wakeup()));
$pool->on('WorkerStart', function (Pool $pool) use ($ticked) {
    $ticked->wait(15);
    $pool->shutdown();
    sleep(15);
});
$pool->on('Shutdown', fn () => Timer::after(1000, fn () => print("never\n")));
$pool->start();
var_dump(iterator_to_array(Timer::list()) === [$before]);
Timer::clear($before);
Timer::after(1, fn () => print("behind it\n"));
Swoole\Event::wait();
echo "over\n";
?>
--EXPECT--
bool(true)
behind it
over

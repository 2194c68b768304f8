--TEST--
Swoole\Coroutine\Scheduler: add() with arguments, parallel(); start() runs them in order and returns when all have ended
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\Scheduler;

$scheduler = new Scheduler();
var_dump($scheduler->add(function (string $a, string $b) {
    echo "$a $b begins as ", Coroutine::getCid(), "\n";
    Coroutine::sleep(0.01);
    echo "$a ends\n";
}, 'first', 'argument'));
var_dump($scheduler->parallel(3, function (int $number) {
    echo "parallel ", Coroutine::getCid() - $number, "\n";
}, 1));
$scheduler->add(fn () => print("last begins\n"));
echo "nothing has run\n";
var_dump($scheduler->start());
echo "end\n";
?>
--EXPECT--
NULL
NULL
nothing has run
first argument begins as 1
parallel 1
parallel 2
parallel 3
last begins
first ends
bool(true)
end

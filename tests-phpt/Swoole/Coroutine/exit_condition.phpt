--TEST--
Option exit_condition: while the function returns false the loop asks again; anything else lets it end
--FILE--
<?php
use Swoole\Coroutine;

$scheduler = new Coroutine\Scheduler();
$asked = 0;
$scheduler->set(['exit_condition' => function () use (&$asked) {
    echo 'asked in coroutine ', Coroutine::getCid(), "\n";
    return match (++$asked) {
        1 => false,
        2 => Swoole\Timer::after(1, fn () => print("timer\n")) < 0,
        default => null,
    };
}]);
$scheduler->add(function () {
    Coroutine::sleep(0.001);
    echo "slept\n";
});
var_dump($scheduler->start());
Coroutine::set(['exit_condition' => null]);
Coroutine\run(fn () => print("not asked\n"));
Coroutine::set(['exit_condition' => 'no such function']);
Coroutine\run(fn () => print("not asked\n"));
Coroutine::set(['exit_condition' => fn () => throw new RuntimeException('in the condition')]);
Coroutine\run(fn () => print("last\n"));
echo "not reached\n";
?>
--EXPECTF--
slept
asked in coroutine -1
asked in coroutine -1
timer
asked in coroutine -1
bool(true)
not asked

Warning: Swoole\Coroutine::set(): exit_condition must be a valid callback, function "no such function" not found or invalid function name in %s on line %d
not asked
last

Fatal error: Uncaught RuntimeException: in the condition in %s:%d
Stack trace:
#0 [internal function]: {closure}()
#1 %s(%d): Swoole\Coroutine\run(Object(Closure))
#2 {main}
  thrown in %s on line %d

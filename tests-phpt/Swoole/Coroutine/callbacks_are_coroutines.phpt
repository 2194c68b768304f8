--TEST--
Timers, Event::defer() and other callbacks run in coroutines of their own
--FILE--
<?php
use Swoole\Coroutine;

function tell(string $where): void
{
    echo $where, Coroutine::getCid() > 0 ? ' in' : ' not in', " a coroutine\n";
    Coroutine::sleep(0.001);
    echo "$where goes on\n";
}
Swoole\Timer::after(1, fn () => tell('after'));
Swoole\Event::wait();
Swoole\Timer::tick(1, function (int $id) {
    Swoole\Timer::clear($id);
    tell('tick');
});
Swoole\Event::wait();
Swoole\Event::defer(fn () => tell('defer'));
Swoole\Event::wait();
?>
--EXPECT--
after in a coroutine
after goes on
tick in a coroutine
tick goes on
defer in a coroutine
defer goes on

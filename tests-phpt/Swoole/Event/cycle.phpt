--TEST--
Swoole\Event::cycle(): a function at the end of each turn, or before each; null removes it
--FILE--
<?php
$turns = 0;
var_dump(Swoole\Event::cycle(null));
Swoole\Event::cycle(function () use (&$turns) {
    $turns++;
});
$id = Swoole\Timer::tick(5, function () use (&$turns, &$id) {
    static $ticks = 0;
    if (++$ticks === 3) {
        Swoole\Timer::clear($id);
    }
});
Swoole\Event::wait();
var_dump($turns >= 3);

$before = 0;
Swoole\Event::cycle(function () use (&$before) {
    $before++;
}, true);
Swoole\Timer::after(5, function () use (&$before) {
    var_dump($before >= 1);
    var_dump(Swoole\Event::cycle(null, true));
});
Swoole\Event::wait();
?>
--EXPECT--
bool(false)
bool(true)
bool(true)
bool(true)

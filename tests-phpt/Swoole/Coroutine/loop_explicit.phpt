--TEST--
Swoole\Event::wait() runs what go() has started, and may be called again
--FILE--
<?php
use Swoole\Coroutine;

go(function () {
    Coroutine::sleep(0.01);
    echo "first\n";
});
Swoole\Event::wait();
echo "first loop is over\n";
go(function () {
    Coroutine::sleep(0.01);
    echo "second\n";
});
Swoole\Event::wait();
echo "second loop is over\n";
?>
--EXPECT--
first
first loop is over
second
second loop is over

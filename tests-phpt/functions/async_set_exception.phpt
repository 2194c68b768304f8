--TEST--
swoole_async_set(): without enable_coroutine an exception in a callback is printed, and the loop goes on
--FILE--
<?php
swoole_async_set(['enable_coroutine' => false]);
Swoole\Timer::after(1, fn () => throw new Exception('first'));
Swoole\Timer::after(20, function () {
    echo "second\n";
});
Swoole\Event::wait();
echo "end\n";
?>
--EXPECTF--

Fatal error: Uncaught Exception: first in %s:%d
Stack trace:
%A
  thrown in %s on line %d
second
end

--TEST--
The API that waits is refused in a callback that is called outside of any coroutine
--FILE--
<?php
Swoole\Coroutine::set(['hook_flags' => 0]);
swoole_async_set(['enable_coroutine' => false]);
Swoole\Timer::after(1, function () {
    var_dump(Swoole\Coroutine::getCid());
    Swoole\Coroutine::sleep(0.01);
});
Swoole\Event::wait();
echo "not reached\n";
?>
--EXPECTF--
int(-1)

Fatal error: Uncaught Swoole\Error: API must be called in the coroutine in %s:%d
Stack trace:
%A
  thrown in %s on line %d

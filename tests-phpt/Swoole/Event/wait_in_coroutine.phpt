--TEST--
Swoole\Event::wait() in a coroutine ends the program
--FILE--
<?php
Swoole\Coroutine\run(function () {
    Swoole\Event::wait();
    echo "not reached\n";
});
?>
--EXPECTF--

Fatal error: Swoole\Event::wait(): Unable to call Event::wait() in coroutine in %s on line %d

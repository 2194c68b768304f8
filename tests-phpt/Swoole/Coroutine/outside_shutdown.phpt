--TEST--
After the fatal error of the API outside of a coroutine shutdown functions run, as after any fatal error
--FILE--
<?php
register_shutdown_function(function () {
    echo "\nshutdown function: ", error_get_last()['type'] === E_ERROR ? 'fatal error' : 'other', "\n";
});
Swoole\Coroutine::sleep(0.01);
?>
--EXPECTF--
Fatal error: Uncaught Swoole\Error: API must be called in the coroutine in %s:%d
Stack trace:
#0 %s(%d): Swoole\Coroutine::sleep(0.01)
#1 {main}
  thrown in %s on line %d

shutdown function: fatal error

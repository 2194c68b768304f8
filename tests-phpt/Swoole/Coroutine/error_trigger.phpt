--TEST--
trigger_error() and error handlers in coroutines: a handler may wait
--FILE--
<?php
use Swoole\Coroutine;

set_error_handler(function (int $level, string $message) {
    Coroutine::sleep(0.001);
    echo 'handled in ', Coroutine::getCid() > 0 ? 'a coroutine' : 'none', ": $message\n";

    return true;
});
Coroutine\run(function () {
    go(function () {
        trigger_error('first', E_USER_WARNING);
        echo "first goes on\n";
    });
    go(function () {
        echo $undefined;
        echo "second goes on\n";
    });
    echo "main\n";
});
?>
--EXPECTF--

Warning: Undefined variable $undefined in %s on line %d
second goes on
main
handled in a coroutine: first
first goes on

--TEST--
Swoole\Coroutine::cancel(): a CanceledException that nobody catches ends the program like any other
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $id = go(function () {
        Coroutine::yield();
        echo "not reached\n";
    });
    Coroutine::cancel($id, true);
    echo "not reached either\n";
});
?>
--EXPECTF--

Fatal error: Uncaught Swoole\Coroutine\CanceledException in %s:%d
Stack trace:
%A{main}
  thrown in %s on line %d

--TEST--
Without the hook sleep functions block the whole process, also inside of a coroutine
--FILE--
<?php
use Swoole\Coroutine;

Coroutine::set(['hook_flags' => 0]);
Coroutine\run(function () {
    go(function () {
        usleep(5000);
        echo "first\n";
    });
    echo "second\n";
    Swoole\Runtime::setHookFlags(SWOOLE_HOOK_SLEEP);
    go(function () {
        usleep(5000);
        echo "fourth\n";
    });
    echo "third\n";
});
?>
--EXPECT--
first
second
third
fourth

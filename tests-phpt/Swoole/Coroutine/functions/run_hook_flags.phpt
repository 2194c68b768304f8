--TEST--
Swoole\Coroutine\run(): hook_flags that were set before hold
--FILE--
<?php
use Swoole\Coroutine;
use function Swoole\Coroutine\run;

Coroutine::set(['hook_flags' => 0]);
run(function () {
    var_dump(Swoole\Runtime::getHookFlags());
    go(function () {
        usleep(1000);
        echo "blocks\n";
    });
    echo "second\n";
});
Coroutine::set(['hook_flags' => SWOOLE_HOOK_SLEEP]);
run(function () {
    var_dump(Swoole\Runtime::getHookFlags() === SWOOLE_HOOK_SLEEP);
    go(function () {
        usleep(1000);
        echo "waits\n";
    });
    echo "first\n";
});
?>
--EXPECT--
int(0)
blocks
second
bool(true)
first
waits

--TEST--
Swoole\Coroutine\Scheduler: hook_flags of set() hold in its coroutines
--FILE--
<?php
use Swoole\Coroutine\Scheduler;
use Swoole\Runtime;

$scheduler = new Scheduler();
$scheduler->set(['hook_flags' => SWOOLE_HOOK_SLEEP]);
$scheduler->add(function () {
    var_dump(Runtime::getHookFlags() === SWOOLE_HOOK_SLEEP);
    usleep(10000);
    echo "first\n";
});
$scheduler->add(function () {
    echo "second\n";
});
$scheduler->start();
var_dump(Runtime::getHookFlags());
?>
--EXPECT--
bool(true)
second
first
int(512)

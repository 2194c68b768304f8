--TEST--
Hook SLEEP: outside of a coroutine the functions block as ever
--FILE--
<?php
Swoole\Runtime::enableCoroutine(SWOOLE_HOOK_SLEEP);
$start = hrtime(true);
go(function () {
    Swoole\Coroutine::sleep(0.001);
    echo "coroutine\n";
});
usleep(10000);
var_dump(time_nanosleep(0, 10000000), (hrtime(true) - $start) / 1e9 >= 0.02);
echo "script\n";
Swoole\Event::wait();
?>
--EXPECT--
bool(true)
bool(true)
script
coroutine

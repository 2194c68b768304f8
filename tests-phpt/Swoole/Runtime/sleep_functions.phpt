--TEST--
Hook SLEEP: sleep(), usleep(), time_nanosleep() and time_sleep_until() let other coroutines run, and return what PHP's do
--FILE--
<?php
use Swoole\Coroutine;

Coroutine::set(['hook_flags' => SWOOLE_HOOK_SLEEP]);
Coroutine\run(function () {
    $functions = [
        'usleep' => fn () => usleep(10000),
        'time_nanosleep' => fn () => time_nanosleep(0, 30000000),
        'time_sleep_until' => fn () => time_sleep_until(microtime(true) + 0.05),
        'sleep' => fn () => sleep(1),
    ];
    foreach ($functions as $name => $function) {
        go(function () use ($name, $function) {
            $start = hrtime(true);
            $result = $function();
            echo "$name returned ", json_encode($result), "\n";
            $least = ['usleep' => 0.01, 'time_nanosleep' => 0.03, 'time_sleep_until' => 0.05, 'sleep' => 1][$name];
            if ((hrtime(true) - $start) / 1e9 < $least - 0.003) {
                echo "$name is early\n";
            }
        });
    }
    echo "all sleep\n";
});
?>
--EXPECT--
all sleep
usleep returned null
time_nanosleep returned true
time_sleep_until returned true
sleep returned 0

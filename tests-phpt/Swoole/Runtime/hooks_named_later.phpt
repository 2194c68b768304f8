--TEST--
Hook SLEEP: functions called by name, by a callable or in a namespace are hooked, too
--FILE--
<?php
namespace Some\Where;

use Swoole\Coroutine;

Coroutine::set(['hook_flags' => SWOOLE_HOOK_SLEEP]);
$before = \Closure::fromCallable('usleep');
Coroutine\run(function () use ($before) {
    $ways = ['direct' => fn () => usleep(10000), 'by name' => fn () => 'usleep'(10000), 'call_user_func' => fn () => call_user_func('usleep', 10000),
        'array_map' => fn () => array_map('usleep', [10000]), 'first-class' => fn () => (usleep(...))(10000)];
    foreach ($ways as $name => $way) {
        go(function () use ($name, $way) {
            $way();
            echo "$name\n";
        });
        echo "after $name\n";
        Coroutine::sleep(0.05);
    }
});
?>
--EXPECT--
after direct
direct
after by name
by name
after call_user_func
call_user_func
after array_map
array_map
after first-class
first-class

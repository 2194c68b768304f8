--TEST--
Swoole\Coroutine\run() and Co\run(): pass arguments, return when all coroutines have ended, hook everything
--FILE--
<?php
use function Swoole\Coroutine\run;

var_dump(run(function (string $a, int ...$b) {
    echo $a, json_encode($b), "\n";
    go(function () {
        Swoole\Coroutine::sleep(0.01);
        echo "inner ends\n";
    });
    var_dump((Swoole\Runtime::getHookFlags() & SWOOLE_HOOK_SLEEP) !== 0);

    return 'dropped';
}, 'arguments', 1, 2));
var_dump(Co\run(fn () => print("Co\\run\n")));
var_dump(Swoole\Coroutine::getCid());
try {
    run('absent');
} catch (TypeError $error) {
    echo get_class($error), "\n";
}
?>
--EXPECT--
arguments[1,2]
bool(true)
inner ends
bool(true)
Co\run
bool(true)
int(-1)
TypeError

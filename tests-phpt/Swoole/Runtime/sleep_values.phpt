--TEST--
Hook SLEEP: zero, less than a millisecond, negative and wrong arguments
--FILE--
<?php
use Swoole\Coroutine;

Coroutine::set(['hook_flags' => SWOOLE_HOOK_SLEEP]);
Coroutine\run(function () {
    var_dump(sleep(0), usleep(0), usleep(100), time_nanosleep(0, 0), time_nanosleep(0, 1000));
    var_dump(@time_sleep_until(microtime(true) - 1));
    foreach ([fn () => sleep(-1), fn () => usleep(-1), fn () => time_nanosleep(-1, 0), fn () => time_nanosleep(0, -1), fn () => sleep('x')] as $bad) {
        try {
            $bad();
            echo "accepted\n";
        } catch (Error $error) {
            echo get_class($error), ': ', $error->getMessage(), "\n";
        }
    }
});
?>
--EXPECT--
int(0)
NULL
NULL
bool(true)
bool(true)
bool(false)
ValueError: sleep(): Argument #1 ($seconds) must be greater than or equal to 0
ValueError: usleep(): Argument #1 ($microseconds) must be greater than or equal to 0
ValueError: time_nanosleep(): Argument #1 ($seconds) must be greater than or equal to 0
ValueError: time_nanosleep(): Argument #2 ($nanoseconds) must be greater than or equal to 0
TypeError: sleep(): Argument #1 ($seconds) must be of type int, string given

--TEST--
Swoole\Coroutine::create(): what cannot be called is refused with a TypeError
--FILE--
<?php
use Swoole\Coroutine;

foreach (['absent', ['Absent', 'method'], 5, null, []] as $callable) {
    try {
        Coroutine::create($callable);
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
try {
    go();
} catch (ArgumentCountError $error) {
    echo $error->getMessage(), "\n";
}
var_dump(Coroutine::stats()['coroutine_last_cid']);
?>
--EXPECT--
Swoole\Coroutine::create(): Argument #1 ($func) must be a valid callback, function "absent" not found or invalid function name
Swoole\Coroutine::create(): Argument #1 ($func) must be a valid callback, class "Absent" not found
Swoole\Coroutine::create(): Argument #1 ($func) must be a valid callback, no array or string given
Swoole\Coroutine::create(): Argument #1 ($func) must be a valid callback, no array or string given
Swoole\Coroutine::create(): Argument #1 ($func) must be a valid callback, array callback must have exactly two members
go() expects at least 1 argument, 0 given
int(0)

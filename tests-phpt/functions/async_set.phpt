--TEST--
swoole_async_set(): takes an array of settings; anything else is a TypeError
--FILE--
<?php
var_dump(swoole_async_set(['enable_coroutine' => true, 'unknown' => 1]));
try {
    swoole_async_set('x');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
bool(true)
swoole_async_set(): Argument #1 ($settings) must be of type array, string given

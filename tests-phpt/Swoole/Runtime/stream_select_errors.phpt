--TEST--
Hooked stream_select(): without any stream it refuses at once
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $none = [];
    $null = null;
    foreach ([[&$none, &$none], [&$null, &$null]] as $arguments) {
        try {
            var_dump(@stream_select($arguments[0], $arguments[1], $null, null));
        } catch (ValueError) {
            // PHP's own way to say so.
            var_dump(false);
        }
    }
});
?>
--EXPECT--
bool(false)
bool(false)

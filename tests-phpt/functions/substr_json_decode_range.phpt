--TEST--
swoole_substr_json_decode(): no such part, no such depth
--FILE--
<?php
foreach ([['', 0], ['abc', -4], ['abc', PHP_INT_MIN], ['abc', 3], ['abc', PHP_INT_MAX], ['[1]', 0, 0, false, 0], ['[1]', 0, 0, false, PHP_INT_MAX]] as $arguments) {
    var_dump(@swoole_substr_json_decode(...$arguments));
    echo error_get_last()['message'], "\n";
}
?>
--EXPECT--
NULL
swoole_substr_json_decode(): Non-empty string required
NULL
swoole_substr_json_decode(): Offset must be not less than the negative length of the string
NULL
swoole_substr_json_decode(): Offset must be not less than the negative length of the string
NULL
swoole_substr_json_decode(): Offset must be less than the length of the string
NULL
swoole_substr_json_decode(): Offset must be less than the length of the string
NULL
swoole_substr_json_decode(): Depth must be greater than zero
NULL
swoole_substr_json_decode(): Depth must be lower than 2147483647

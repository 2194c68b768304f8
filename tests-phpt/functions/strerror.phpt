--TEST--
swoole_strerror(): sentences of the system, of name resolution and of Swoole
--FILE--
<?php
foreach ([[2], [0], [-1], [200], [1005], [8503], [512], [99999], [2, SWOOLE_STRERROR_SWOOLE], [10016, SWOOLE_STRERROR_SWOOLE],
    [-2, SWOOLE_STRERROR_GAI], [5, SWOOLE_STRERROR_GAI], [1, SWOOLE_STRERROR_DNS], [9, SWOOLE_STRERROR_DNS], [1, 77],
    [PHP_INT_MAX], [PHP_INT_MIN], [PHP_INT_MAX, SWOOLE_STRERROR_GAI], [PHP_INT_MIN, SWOOLE_STRERROR_DNS]] as $arguments) {
    echo implode(' ', $arguments), ': ', swoole_strerror(...$arguments), "\n";
}
// Every error constant has a sentence.
foreach (get_defined_constants() as $name => $code) {
    if (str_starts_with($name, 'SWOOLE_ERROR_') && str_starts_with(swoole_strerror($code), 'Unknown')) {
        echo $name, "\n";
    }
}
?>
--EXPECT--
2: No such file or directory
0: Success
-1: Unknown error -1
200: Unknown error 200
1005: Session not exist
8503: Websocket unconnected
512: Unknown error 512
99999: Unknown error 99999
2 9: No such file or directory
10016 9: Coroutine not exists
-2 1: Name or service not known
5 1: Unknown error
1 2: Unknown host
9 2: Unknown resolver error
1 77: Operation not permitted
9223372036854775807: Unknown error -1
-9223372036854775808: Success
9223372036854775807 1: Bad value for ai_flags
-9223372036854775808 2: Resolver Error 0 (no error)

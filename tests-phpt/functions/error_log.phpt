--TEST--
swoole_error_log(): one line a message, from the level info on
--FILE--
<?php
foreach ([-5, SWOOLE_LOG_DEBUG, SWOOLE_LOG_TRACE, SWOOLE_LOG_INFO, SWOOLE_LOG_NOTICE, SWOOLE_LOG_WARNING, SWOOLE_LOG_ERROR, SWOOLE_LOG_NONE, 100] as $level) {
    swoole_error_log($level, "level $level");
}
swoole_error_log(SWOOLE_LOG_WARNING, '');
swoole_error_log(SWOOLE_LOG_WARNING, "two\nlines");
echo swoole_last_error(), "\n";
try {
    swoole_error_log(SWOOLE_LOG_WARNING, []);
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECTF--
[%d-%d-%d %d:%d:%d %c%d.0]	INFO	level 2
[%d-%d-%d %d:%d:%d %c%d.0]	NOTICE	level 3
[%d-%d-%d %d:%d:%d %c%d.0]	WARNING	level 4
[%d-%d-%d %d:%d:%d %c%d.0]	ERROR	level 5
[%d-%d-%d %d:%d:%d %c%d.0]	INFO	level 6
[%d-%d-%d %d:%d:%d %c%d.0]	INFO	level 100
[%d-%d-%d %d:%d:%d %c%d.0]	WARNING	
[%d-%d-%d %d:%d:%d %c%d.0]	WARNING	two
lines
0
swoole_error_log(): Argument #2 ($msg) must be of type string, array given

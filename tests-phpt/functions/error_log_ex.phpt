--TEST--
swoole_error_log_ex() and swoole_ignore_error(): lines with an error code
--FILE--
<?php
swoole_error_log_ex(SWOOLE_LOG_WARNING, 1234, 'one');
echo swoole_last_error(), "\n";
swoole_error_log_ex(SWOOLE_LOG_TRACE, 1235, 'below the level');
echo swoole_last_error(), "\n";
swoole_ignore_error(1236);
swoole_error_log_ex(SWOOLE_LOG_ERROR, 1236, 'ignored');
echo swoole_last_error(), "\n";
swoole_error_log_ex(SWOOLE_LOG_ERROR, 1237, 'two');
swoole_error_log_ex(-1, 1238, 'no such level');
echo swoole_last_error(), "\n";
swoole_error_log_ex(SWOOLE_LOG_NOTICE, PHP_INT_MAX, 'codes are C ints');
echo swoole_last_error(), "\n";
?>
--EXPECTF--
[%s %c%d.0]	WARNING	zif_swoole_error_log_ex() (ERRNO 1234): one
1234
1235
1236
[%s %c%d.0]	ERROR	zif_swoole_error_log_ex() (ERRNO 1237): two
1238
[%s %c%d.0]	NOTICE	zif_swoole_error_log_ex() (ERRNO -1): codes are C ints
-1

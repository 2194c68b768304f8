--TEST--
swoole_last_error() and swoole_clear_error()
--FILE--
<?php
var_dump(swoole_last_error());
@(new Swoole\Http\Cookie())->toString();
var_dump(swoole_last_error() === SWOOLE_ERROR_PHP_RUNTIME_NOTICE);
swoole_error_log_ex(SWOOLE_LOG_DEBUG, SWOOLE_ERROR_NO_PAYLOAD, '');
var_dump(swoole_last_error() === SWOOLE_ERROR_NO_PAYLOAD);
var_dump(swoole_clear_error(), swoole_last_error());
?>
--EXPECT--
int(0)
bool(true)
bool(true)
NULL
int(0)

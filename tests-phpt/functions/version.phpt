--TEST--
swoole_version(), swoole_cpu_num(), swoole_errno()
--FILE--
<?php
var_dump(swoole_version() === SWOOLE_VERSION, phpversion('swoole') === SWOOLE_VERSION);
var_dump(swoole_cpu_num() === (int) shell_exec('getconf _NPROCESSORS_ONLN'));
@stat('/nonexistent');
var_dump(swoole_strerror(swoole_errno()));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
string(25) "No such file or directory"

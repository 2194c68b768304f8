--TEST--
swoole_set_process_name(): where PHP cannot do it
--INI--
disable_functions=cli_set_process_title
--FILE--
<?php
var_dump(swoole_set_process_name('x'));
echo swoole_strerror(swoole_last_error()), "\n";
?>
--EXPECTF--
Warning: swoole_set_process_name(): swoole_set_process_name only support in CLI mode in %s on line %d
bool(false)
PHP fatal error

--TEST--
swoole_set_process_name(): what ps shows
--FILE--
<?php
var_dump(swoole_set_process_name('my worker'), cli_get_process_title());
echo rtrim(file_get_contents('/proc/self/cmdline'), "\0"), "\n";
var_dump(swoole_set_process_name(''), cli_get_process_title());
try {
    swoole_set_process_name([]);
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECT--
bool(true)
string(9) "my worker"
my worker
bool(true)
string(0) ""
swoole_set_process_name(): Argument #1 ($process_name) must be of type string, array given

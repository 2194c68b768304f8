--TEST--
The module: name, version, constants of the version, ini settings, php --ri
--FILE--
<?php
var_dump(extension_loaded('swoole'), phpversion('swoole') === SWOOLE_VERSION, swoole_version() === SWOOLE_VERSION);
var_dump(version_compare(SWOOLE_VERSION, '6.0.0', '>='), SWOOLE_VERSION_ID === SWOOLE_MAJOR_VERSION * 10000 + SWOOLE_MINOR_VERSION * 100 + SWOOLE_RELEASE_VERSION);
var_dump(defined('SWOOLE_RS_VERSION') && preg_match('/^\d+\.\d+\.\d+/', SWOOLE_RS_VERSION) === 1);
foreach (['use_shortname' => 'On', 'enable_library' => 'On', 'display_errors' => 'On', 'socket_buffer_size' => '8388608'] as $name => $value) {
    $actual = ini_get_all('swoole')["swoole.$name"]['global_value'];
    echo "swoole.$name ", in_array($actual, [$value, '1'], true) ? 'as documented' : $actual, "\n";
}
exec(escapeshellarg(PHP_BINARY) . ' -n -d extension=' . escapeshellarg(getenv('SWOOLE_EXTENSION')) . ' --ri swoole', $lines);
$text = implode("\n", $lines);
var_dump(str_contains($text, SWOOLE_VERSION), str_contains($text, 'swoole.use_shortname'), defined('SWOOLE_RS_VERSION') && str_contains($text, SWOOLE_RS_VERSION));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
swoole.use_shortname as documented
swoole.enable_library as documented
swoole.display_errors as documented
swoole.socket_buffer_size as documented
bool(true)
bool(true)
bool(true)

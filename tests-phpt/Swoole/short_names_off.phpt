--TEST--
Without swoole.use_shortname there are no short names, and everything else
--INI--
swoole.use_shortname=Off
--FILE--
<?php
$short = fn (string $name): bool => preg_match('/^(co\\\\.*|co|chan|go|defer)$/i', $name) === 1;
$functions = get_defined_functions();
var_dump(array_values(array_filter(array_merge(get_declared_classes(), $functions['internal'], $functions['user']), $short)));
foreach (['Swoole\Coroutine', 'Swoole\Coroutine\Channel', 'Swoole\Coroutine\Http\Server', 'Swoole\Coroutine\WaitGroup'] as $class) {
    if (!class_exists($class, false)) {
        echo "$class is missing\n";
    }
}
foreach (['Swoole\Coroutine\run', 'Swoole\Coroutine\go', 'Swoole\Coroutine\defer', 'swoole_coroutine_create', 'swoole_coroutine_defer'] as $function) {
    if (!function_exists($function)) {
        echo "$function() is missing\n";
    }
}
var_dump(SWOOLE_USE_SHORTNAME);

// The names are free for others; declared here only, after the list was made.
if (!SWOOLE_USE_SHORTNAME) {
    class Co
    {
    }
    function go(): string
    {
        return 'mine';
    }
}
echo get_class(new Co()), ' ', go(), "\n";
?>
--EXPECT--
array(0) {
}
bool(false)
Co mine

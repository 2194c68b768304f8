--TEST--
Short names are the functions and classes themselves
--INI--
swoole.use_shortname=On
--FILE--
<?php
$aliases = ['Co' => 'Swoole\Coroutine', 'chan' => 'Swoole\Coroutine\Channel'];
$classes = [
    'Channel', 'Client', 'Context', 'Http\Client', 'Http\Client\Exception', 'Http\Server', 'Iterator', 'Scheduler',
    'Server', 'Server\Connection', 'Socket', 'Socket\Exception', 'System', 'WaitGroup',
];
foreach ($classes as $class) {
    $aliases["Co\\$class"] = "Swoole\\Coroutine\\$class";
}
foreach ($aliases as $short => $class) {
    if (!class_exists($short, false) || (new ReflectionClass($short))->getName() !== $class) {
        echo "$short is not $class\n";
    }
}
foreach (['go', 'defer', 'Co\run', 'Co\go', 'Co\defer', 'Swoole\Coroutine\run', 'swoole_coroutine_create'] as $function) {
    if (!function_exists($function)) {
        echo "$function() is missing\n";
    }
}
var_dump((new co\Context(['a' => 1])) instanceof Swoole\Coroutine\Context, SWOOLE_USE_SHORTNAME);
?>
--EXPECT--
bool(true)
bool(true)

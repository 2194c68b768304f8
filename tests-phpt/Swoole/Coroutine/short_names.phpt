--TEST--
swoole.use_shortname: the short names are the long ones; switched off they do not exist
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$names = ['Co' => 'Swoole\Coroutine', 'chan' => 'Swoole\Coroutine\Channel', 'Co\Channel' => 'Swoole\Coroutine\Channel', 'Co\Scheduler' => 'Swoole\Coroutine\Scheduler',
    'Co\System' => 'Swoole\Coroutine\System', 'Co\Iterator' => 'Swoole\Coroutine\Iterator', 'Co\Context' => 'Swoole\Coroutine\Context', 'Co\WaitGroup' => 'Swoole\Coroutine\WaitGroup'];
foreach ($names as $short => $long) {
    if (!class_exists($short) || (new ReflectionClass($short))->getName() !== $long) {
        echo "$short is not $long\n";
    }
}
foreach (['go', 'defer', 'Co\run', 'Co\go', 'Co\defer'] as $function) {
    echo function_exists($function) ? '' : "$function() is missing\n";
}
$command = [PHP_BINARY, '-n', '-d', 'extension=' . getenv('SWOOLE_EXTENSION'), '-d', 'swoole.use_shortname=Off', '-r', <<<'PHP'
    var_dump(class_exists('Co'), class_exists('chan'), function_exists('go'), function_exists('defer'), class_exists('Swoole\Coroutine'), function_exists('swoole_coroutine_create'));
    PHP];
$process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
echo stream_get_contents($pipes[1]);
proc_close($process);
?>
--EXPECT--
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
bool(true)

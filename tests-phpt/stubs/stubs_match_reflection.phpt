--TEST--
php-stubs load in a PHP without the extension and declare exactly what the extension does
--EXTENSIONS--
sockets
--FILE--
<?php
// With PHP's own sockets their constants are that extension's, as its own stubs say.
require __DIR__ . '/surface.php';

$command = [PHP_BINARY, '-n', __DIR__ . '/surface.php', __DIR__ . '/../../php-stubs'];
$child = proc_open($command, [1 => ['pipe', 'w']], $pipes);
$json = stream_get_contents($pipes[1]);
echo 'exit code ', proc_close($child), "\n";

$stubs = json_decode($json, true, flags: JSON_THROW_ON_ERROR);
$extension = SwooleTest\Stubs\extension();
echo count($stubs) > 800 ? 'complete' : 'only ' . count($stubs), "\n";
foreach ($stubs + $extension as $symbol => $_) {
    [$stub, $own] = [$stubs[$symbol] ?? 'missing', $extension[$symbol] ?? 'missing'];
    if ($stub !== $own) {
        echo "$symbol\n  stub:      $stub\n  extension: $own\n";
    }
}
?>
--EXPECT--
exit code 0
complete

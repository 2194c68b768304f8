--TEST--
Every script of examples-php has a test here
--FILE--
<?php
$scripts = array_map(fn (string $file): string => basename($file, '.php'), glob(dirname(__DIR__, 2) . '/examples-php/*.php'));
$tests = array_map(fn (string $file): string => basename($file, '.phpt'), glob(__DIR__ . '/*.phpt'));
echo implode(' ', array_diff($scripts, $tests)), "\n";
?>
--EXPECT--


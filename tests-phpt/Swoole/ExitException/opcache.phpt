--TEST--
Swoole\ExitException: exit() with a constant in a callback under opcache, whose constants may lie before their opline
--INI--
opcache.enable_cli=1
--SKIPIF--
<?php
if (!in_array('Zend OPcache', get_loaded_extensions(true)) && !is_file(ini_get('extension_dir') . '/opcache.so')) {
    die('skip opcache is not installed');
}
?>
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$script = tempnam(sys_get_temp_dir(), 'swoole-exit-');
file_put_contents($script, <<<'PHP'
    <?php
    Swoole\Timer::after(1, function () {
        try {
            exit(3);
        } catch (Swoole\ExitException $exit) {
            var_dump($exit->getStatus());
        }
        try {
            exit('text');
        } catch (Swoole\ExitException $exit) {
            var_dump($exit->getStatus());
        }
        $status = 5;
        try {
            exit($status);
        } catch (Swoole\ExitException $exit) {
            var_dump($exit->getStatus());
        }
    });
    PHP);
$opcache = in_array('Zend OPcache', get_loaded_extensions(true)) ? '' : '-d zend_extension=opcache ';
$load = getenv('SWOOLE_EXTENSION');
foreach (['-d opcache.jit=0', '-d opcache.jit=tracing -d opcache.jit_buffer_size=16M'] as $jit) {
    passthru(PHP_BINARY . " -n $opcache-d opcache.enable_cli=1 -d opcache.file_update_protection=0 $jit -d extension=" . escapeshellarg($load) . ' ' . escapeshellarg($script), $code);
    echo "exit $code\n";
}
unlink($script);
?>
--EXPECT--
int(3)
string(4) "text"
int(5)
exit 0
int(3)
string(4) "text"
int(5)
exit 0

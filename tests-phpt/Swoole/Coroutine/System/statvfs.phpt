--TEST--
Swoole\Coroutine\System::statvfs(): the numbers of a file system, as disk_total_space() and others tell them
--FILE--
<?php
use Swoole\Coroutine\System;

$check = function () {
    $stat = System::statvfs('/');
    echo implode(' ', array_keys($stat)), "\n";
    var_dump(array_filter($stat, 'is_int') === $stat);
    var_dump((float) ($stat['frsize'] * $stat['blocks']) === disk_total_space('/'), $stat['namemax'] >= 14);
    try {
        System::statvfs('');
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
};
Swoole\Coroutine\run($check);
?>
--EXPECT--
bsize frsize blocks bfree bavail files ffree favail fsid flag namemax
bool(true)
bool(true)
bool(true)
Path cannot be empty

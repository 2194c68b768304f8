--TEST--
Swoole\Coroutine\System::writeFile(): creates, truncates, appends; returns the number of bytes, false on failure
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine\System;

$directory = SwooleTest\Server::temporaryDirectory();
Swoole\Coroutine\run(function () use ($directory) {
    $file = "$directory/file";
    var_dump(System::writeFile($file, 'first content'), file_get_contents($file));
    var_dump(System::writeFile($file, "sec\0nd"), file_get_contents($file) === "sec\0nd");
    var_dump(System::writeFile($file, ' appended', FILE_APPEND), System::writeFile($file, '!', FILE_APPEND | LOCK_EX), file_get_contents($file) === "sec\0nd appended!");
    var_dump(System::writeFile("$directory/large", str_repeat('x', 1 << 20)), filesize("$directory/large"));
    var_dump(System::writeFile("$directory/missing/file", 'x'), System::writeFile($directory, 'x'));
    try {
        System::writeFile('', 'x');
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
});
?>
--EXPECTF--
int(13)
string(13) "first content"
int(6)
bool(true)
int(9)
int(1)
bool(true)
int(1048576)
int(1048576)
%A%Abool(false)
bool(false)
Filename cannot be empty

--TEST--
Swoole\Coroutine\System::writeFile(): an empty content makes an empty file and returns 0
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine\System;

$directory = SwooleTest\Server::temporaryDirectory();
Swoole\Coroutine\run(function () use ($directory) {
    var_dump(System::writeFile("$directory/file", 'x'), System::writeFile("$directory/file", ''), file_get_contents("$directory/file"));
});
?>
--EXPECT--
int(1)
int(0)
string(0) ""

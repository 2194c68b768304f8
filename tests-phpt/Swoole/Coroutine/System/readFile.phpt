--TEST--
Swoole\Coroutine\System::readFile(): whole files, empty, large and binary; false for what cannot be read
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine\System;

$directory = SwooleTest\Server::temporaryDirectory();
Swoole\Coroutine\run(function () use ($directory) {
    $contents = ['empty' => '', 'binary' => "a\0b\xff\n", 'large' => random_bytes(300000)];
    foreach ($contents as $name => $content) {
        file_put_contents("$directory/$name", $content);
        var_dump(System::readFile("$directory/$name") === $content);
    }
    $id = go(fn () => print(strlen(System::readFile("$directory/large")) . "\n"));
    echo "main goes on\n";
    Swoole\Coroutine::join([$id]);
    var_dump(System::readFile("$directory/binary", LOCK_SH) === $contents['binary']);
    var_dump(System::readFile("$directory/missing"));
    foreach (['', "nul\0byte"] as $name) {
        try {
            System::readFile($name);
        } catch (ValueError $error) {
            echo $error->getMessage(), "\n";
        }
    }
});
?>
--EXPECTF--
bool(true)
bool(true)
bool(true)
main goes on
300000
bool(true)
%Abool(false)
Filename cannot be empty
Swoole\Coroutine\System::readFile(): Argument #1 ($filename) must not contain any null bytes

--TEST--
A script that ends with exit() while threads work: what is to be written is written, the rest is given up
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\Server;

$directory = Server::temporaryDirectory();
$file = fopen("$directory/locked", 'w');
flock($file, LOCK_EX);
$process = Server::spawn(<<<'PHP'
    <?php
    use Swoole\Coroutine;
    use Swoole\Coroutine\System;

    Coroutine::set(['hook_flags' => 0]);
    $directory = $argv[2];
    Coroutine\run(function () use ($directory) {
        go(fn () => System::readFile("$directory/locked", LOCK_EX));
        foreach (range(1, 50) as $number) {
            go(fn () => System::writeFile("$directory/$number", str_repeat('x', 100000)));
        }
        exit(7);
    });
    PHP, [$directory]);
$end = $process->awaitExit();
echo $end, str_contains($process->output(), "ExitException: swoole exit") ? "" : $process->output(), "\n";
foreach (range(1, 50) as $number) {
    if (@filesize("$directory/$number") !== 100000) {
        echo "$number was not written\n";
    }
}
?>
--EXPECT--
exit 255

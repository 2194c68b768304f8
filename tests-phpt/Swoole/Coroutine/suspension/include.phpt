--TEST--
Waiting inside include, require and eval(): their variables and return values belong to their coroutine
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use Swoole\Coroutine;

$directory = SwooleTest\Server::temporaryDirectory();
file_put_contents("$directory/waits.php", <<<'PHP'
    <?php
    $local = "local of $name";
    Swoole\Coroutine::sleep(0.01);
    echo $local, ' in ', basename(__FILE__), "\n";

    return strtoupper($name);
    PHP);

Coroutine\run(function () use ($directory) {
    foreach (['one', 'two'] as $name) {
        go(function () use ($name, $directory) {
            $result = include "$directory/waits.php";
            echo $result, "\n";
        });
    }
    go(function () {
        $name = 'three';
        echo eval('Swoole\Coroutine::sleep(0.02); return "eval $name\n";');
    });
    echo "main\n";
});
?>
--EXPECT--
main
local of one in waits.php
ONE
local of two in waits.php
TWO
eval three

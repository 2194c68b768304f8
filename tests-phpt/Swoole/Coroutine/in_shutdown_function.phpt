--TEST--
go() and run() in a shutdown function work as in the script
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    register_shutdown_function(function () {
        Swoole\Coroutine\run(function () {
            Swoole\Coroutine::sleep(0.001);
            echo "run in a shutdown function\n";
        });
        go(function () {
            Swoole\Coroutine::sleep(0.001);
            echo "go in a shutdown function\n";
        });
        Swoole\Event::wait();
    });
    echo "script\n";
    PHP);
?>
--EXPECT--
script
run in a shutdown function
go in a shutdown function
exit 0

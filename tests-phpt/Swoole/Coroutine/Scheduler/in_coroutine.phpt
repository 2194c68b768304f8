--TEST--
Swoole\Coroutine\Scheduler::start() and run() inside of a coroutine end the program
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        Swoole\Coroutine\run(function () {
            echo "inner coroutine\n";
        });
        echo "not reached\n";
    });
    echo "not reached\n";
    PHP);
?>
--EXPECTF--
inner coroutine

Fatal error: %sUnable to call Event::wait() in coroutine in %s on line %d
exit 255

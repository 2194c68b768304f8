--TEST--
enable_deadlock_check off: coroutines that nothing can wake end with the program, without a report
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    use Swoole\Coroutine;
    Coroutine::set(['enable_deadlock_check' => false]);
    Coroutine\run(function () {
        Coroutine::yield();
        echo "not reached\n";
    });
    echo "script goes on\n";
    PHP);
?>
--EXPECT--
script goes on
exit 0

--TEST--
An uncaught exception of the script itself, while coroutines wait: the message and exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    go(function () {
        Swoole\Coroutine::sleep(0.01);
        echo "not reached\n";
    });
    throw new LogicException('of the script');
    PHP);
?>
--EXPECT--

Fatal error: Uncaught LogicException: of the script in script.php:6
Stack trace:
#0 {main}
  thrown in script.php on line 6
exit 255

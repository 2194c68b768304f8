--TEST--
No report: after a normal end, an exit() of the script, or an uncaught exception
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        Swoole\Coroutine::sleep(0.001);
    });
    PHP);
SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        go(fn () => Swoole\Coroutine::yield());
        throw new LogicException('boom');
    });
    PHP);
?>
--EXPECT--
exit 0

Fatal error: Uncaught LogicException: boom in script.php:4
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 4
exit 255

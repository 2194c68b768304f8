--TEST--
set_exception_handler(): an uncaught exception of a coroutine ends the program without asking the handler
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    set_exception_handler(function (Throwable $throwable) {
        echo 'handler: ', $throwable->getMessage(), "\n";
    });
    Swoole\Coroutine\run(function () {
        Swoole\Coroutine::sleep(0.001);
        throw new RuntimeException('boom');
    });
    echo "after run\n";
    PHP);
?>
--EXPECT--

Fatal error: Uncaught RuntimeException: boom in script.php:7
Stack trace:
#0 [internal function]: {closure}()
#1 {main}
  thrown in script.php on line 7
exit 255

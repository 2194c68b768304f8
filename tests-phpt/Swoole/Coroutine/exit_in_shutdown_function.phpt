--TEST--
exit() outside of coroutines stays PHP's own, also after run() and in shutdown functions; coroutines that wait still go on
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        echo "coroutine\n";
    });
    register_shutdown_function(function () {
        echo "shutdown function\n";
        exit(5);
    });
    exit("text\n");
    PHP);
SwooleTest\runScript(<<<'PHP'
    go(function () {
        Swoole\Coroutine::sleep(0.001);
        echo "the loop runs after exit()\n";
    });
    exit(6);
    PHP);
?>
--EXPECTF--
coroutine
text
shutdown function
exit 5
%Athe loop runs after exit()
exit 6

--TEST--
A fatal error in a coroutine ends the program: PHP's message, shutdown functions, exit 255
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

SwooleTest\runScript(<<<'PHP'
    register_shutdown_function(function () {
        echo "shutdown function\n";
    });
    Swoole\Coroutine\run(function () {
        go(function () {
            Swoole\Coroutine::sleep(0.001);
            trigger_error('fatal', E_USER_ERROR);
        });
        Swoole\Coroutine::sleep(0.05);
        echo "not reached\n";
    });
    echo "not reached\n";
    PHP);
SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        go(function () {
            Swoole\Coroutine::sleep(0.001);
            ini_set('memory_limit', '8M');
            str_repeat('x', 1 << 24);
        });
        Swoole\Coroutine::sleep(0.05);
        echo "not reached\n";
    });
    PHP);
SwooleTest\runScript(<<<'PHP'
    Swoole\Coroutine\run(function () {
        try {
            eval('class A { abstract function b(); }');
        } finally {
            echo "not reached\n";
        }
    });
    PHP);
?>
--EXPECT--

Fatal error: fatal in script.php on line 8
shutdown function
exit 255

Fatal error: Allowed memory size of 8388608 bytes exhausted (tried to allocate 16781312 bytes) in script.php on line 6
exit 255

Fatal error: Class A contains 1 abstract method and must therefore be declared abstract or implement the remaining methods (A::b) in script.php(4) : eval()'d code on line 1
exit 255

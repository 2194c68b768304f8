--TEST--
A coroutine that runs in a destructor while another exception is on its way does not see it, and the exception arrives
--FILE--
<?php
use Swoole\Coroutine;

class Cleaner
{
    public function __destruct()
    {
        go(function () {
            try {
                echo "coroutine of the destructor\n";
            } catch (Throwable) {
                echo "sees a foreign exception\n";
            }
        });
        Coroutine::sleep(0.02);
        echo "destructor has waited\n";
    }
}

Coroutine\run(function () {
    $throw = function () {
        $cleaner = new Cleaner();
        throw new RuntimeException('on its way');
    };
    go(function () {
        Coroutine::sleep(0.001);
        echo "another coroutine\n";
    });
    try {
        $throw();
        echo "not reached\n";
    } catch (RuntimeException $exception) {
        echo $exception->getMessage(), "\n";
    }
});
?>
--EXPECT--
coroutine of the destructor
another coroutine
destructor has waited
on its way

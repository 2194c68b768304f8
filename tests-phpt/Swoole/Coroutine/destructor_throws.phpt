--TEST--
An exception that a destructor throws after a wait reaches the code that destroyed the object
--FILE--
<?php
use Swoole\Coroutine;

class Bad
{
    public function __destruct()
    {
        Coroutine::sleep(0.001);
        throw new RuntimeException('from the destructor');
    }
}

Coroutine\run(function () {
    go(function () {
        $bad = new Bad();
        try {
            unset($bad);
            echo "not reached\n";
        } catch (RuntimeException $exception) {
            echo $exception->getMessage(), "\n";
        }
    });
    go(function () {
        try {
            (function () {
                $bad = new Bad();
                throw new LogicException('from the body');
            })();
        } catch (RuntimeException $exception) {
            echo $exception->getMessage(), ' < ', $exception->getPrevious()->getMessage(), "\n";
        }
    });
    echo "main\n";
});
?>
--EXPECT--
main
from the destructor
from the destructor < from the body

--TEST--
Switching inside catch and finally blocks, with an exception or a return on its way
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $other = go(function () {
        while (true) {
            Coroutine::yield();
            echo "other, ";
        }
    });
    $function = function (string $how) use ($other) {
        try {
            try {
                if ($how === 'throw') {
                    throw new RuntimeException('thrown');
                }

                return 'returned';
            } finally {
                Coroutine::resume($other);
                Coroutine::sleep(0.001);
                echo "finally, ";
            }
        } catch (RuntimeException $exception) {
            Coroutine::resume($other);
            Coroutine::sleep(0.001);

            return "caught {$exception->getMessage()}";
        }
    };
    echo $function('return'), "\n";
    echo $function('throw'), "\n";
    Coroutine::set(['enable_deadlock_check' => false]);
});
?>
--EXPECT--
other, finally, returned
other, finally, other, caught thrown

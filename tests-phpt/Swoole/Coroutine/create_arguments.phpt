--TEST--
Swoole\Coroutine::create(): arguments live as long as the coroutine, defaults apply, a missing one throws
--FILE--
<?php
use Swoole\Coroutine;

class Guest
{
    public function __destruct()
    {
        echo "guest gone\n";
    }
}

Coroutine\run(function () {
    $id = go(function (Guest $guest, string $word = 'default') {
        Coroutine::yield();
        echo "$word ", get_class($guest), "\n";
    }, new Guest());
    echo "created\n";
    Coroutine::resume($id);
    echo "finished\n";

    $value = 1;
    go(function (&$reference) {
        $reference = 2;
    }, $value);
    echo "value $value\n";

    go(function () {
        echo implode(' ', func_get_args()), "\n";
    }, 'more', 'than', 'declared');

    go(function () {
        try {
            (function (int $needed) {
            })();
        } catch (ArgumentCountError) {
            echo "too few\n";
        }
    });
});
?>
--EXPECT--
created
default Guest
guest gone
finished

Warning: {closure}(): Argument #1 ($reference) must be passed by reference, value given in Unknown on line 0
value 1
more than declared
too few

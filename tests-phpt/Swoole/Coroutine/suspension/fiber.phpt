--TEST--
A PHP Fiber inside a coroutine: its code may wait, and several coroutines run fibers at once
--FILE--
<?php
use Swoole\Coroutine;

function fiber(string $name): Fiber
{
    return new Fiber(function (string $first) use ($name): string {
        echo "$name starts with $first\n";
        Coroutine::sleep(0.01);
        echo "$name has slept\n";
        $received = Fiber::suspend("$name suspends");
        Coroutine::sleep(0.01);
        echo "$name received $received\n";

        return "$name returns";
    });
}
Coroutine\run(function () {
    go(function () {
        $fiber = fiber('a');
        echo $fiber->start('one'), "\n";
        Coroutine::sleep(0.05);
        $fiber->resume('two');
        echo $fiber->getReturn(), "\n";
    });
    echo "main\n";
    Coroutine::sleep(0.2);
    $fiber = fiber('b');
    $fiber->start('three');
    // What waits outside of fibers is not disturbed by a suspended fiber.
    Coroutine::sleep(0.01);
    $fiber->resume('four');
    var_dump($fiber->isTerminated());
});
?>
--EXPECT--
a starts with one
main
a has slept
a suspends
a received two
a returns
b starts with three
b has slept
b received four
bool(true)

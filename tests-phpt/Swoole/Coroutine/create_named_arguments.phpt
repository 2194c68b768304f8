--TEST--
Swoole\Coroutine::create(): the function as a named argument; other names are refused
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    Coroutine::create(func: fn () => print("named\n"));
    foreach (['Swoole\Coroutine::create', 'go'] as $create) {
        try {
            $create(fn (int $a) => print("a $a\n"), a: 1);
        } catch (Error) {
            echo "refused\n";
        }
    }
});
?>
--EXPECT--
named
refused
refused

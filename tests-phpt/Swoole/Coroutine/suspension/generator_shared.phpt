--TEST--
A generator that runs in one coroutine cannot be asked by another one meanwhile
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $generator = (function () {
        Coroutine::sleep(0.01);
        yield 1;
        yield 2;
    })();
    go(function () use ($generator) {
        $value = $generator->current();
        echo "first: $value\n";
    });
    go(function () use ($generator) {
        try {
            $generator->current();
        } catch (Error $error) {
            echo 'second: ', $error->getMessage(), "\n";
        }
        Coroutine::sleep(0.03);
        $generator->next();
        echo 'second: ', $generator->current(), "\n";
    });
});
?>
--EXPECT--
second: Cannot resume an already running generator
first: 1
second: 2

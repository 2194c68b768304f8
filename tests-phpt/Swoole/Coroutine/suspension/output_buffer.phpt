--TEST--
Waiting inside an output buffer: each coroutine has its own
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    foreach (['one', 'two'] as $name) {
        go(function () use ($name) {
            ob_start();
            echo "$name begins, ";
            Coroutine::sleep(0.01);
            echo "$name ends";
            $text = ob_get_clean();
            echo "[$text] level ", ob_get_level(), "\n";
        });
        echo "not in the buffer of $name\n";
    }
    ob_start();
    go(function () {
        echo 'the coroutine starts with level ', ob_get_level(), "\n";
    });
    Coroutine::sleep(0.05);
    echo 'buffered';
    $text = ob_get_clean();
    echo "[$text]\n";
});
?>
--EXPECT--
not in the buffer of one
not in the buffer of two
the coroutine starts with level 0
[one begins, one ends] level 0
[two begins, two ends] level 0
[buffered]

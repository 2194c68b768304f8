--TEST--
An output buffer that is open when its coroutine ends is flushed; its callback may not wait
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    go(function () {
        ob_start(fn (string $text) => strtoupper($text));
        echo "flushed at the end\n";
        ob_start();
        echo "nested\n";
        Coroutine::sleep(0.01);
    });
    echo "main\n";
});
?>
--EXPECT--
main
FLUSHED AT THE END
NESTED

--TEST--
A buffer of the script around run(): the output of coroutines
--FILE--
<?php
ob_start();
echo "script\n";
Swoole\Coroutine\run(function () {
    echo "coroutine begins\n";
    go(function () {
        Swoole\Coroutine::sleep(0.001);
        echo "inner\n";
    });
    Swoole\Coroutine::sleep(0.01);
    echo "coroutine ends\n";
});
echo "script ends\n";
$text = ob_get_clean();
echo "buffer: ", json_encode($text), "\n";
?>
--EXPECT--
coroutine begins
inner
coroutine ends
buffer: "script\nscript ends\n"

--TEST--
pcntl_fork() in a coroutine is refused
--EXTENSIONS--
pcntl
--FILE--
<?php
Swoole\Coroutine\run(function () {
    $pid = null;
    try {
        $pid = pcntl_fork();
        if ($pid === 0) {
            echo "child\n";
        }
    } catch (Error) {
        echo "not reached\n";
    }
});
?>
--EXPECTF--

Warning: pcntl_fork() has been disabled for security reasons in %s on line %d

--TEST--
Swoole\Coroutine\System::statvfs(): a path that does not exist gives no made-up numbers
--FILE--
<?php
Swoole\Coroutine\run(function () {
    $stat = @Swoole\Coroutine\System::statvfs('/absent/path/of/this/test');
    var_dump($stat['blocks'] ?? 0, $stat['namemax'] ?? 0);
});
?>
--EXPECT--
int(0)
int(0)

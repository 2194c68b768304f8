--TEST--
swoole_coroutine_socketpair(): close() of one socket is the end of the stream for the other (in Swoole 6.2.2 only its destructor is)
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    [$one, $two] = swoole_coroutine_socketpair(AF_UNIX, SOCK_STREAM, 0);
    show($two->close(), $one->recv(10, 2));
});
?>
--EXPECT--
true


--TEST--
swoole_coroutine_socketpair(): two connected sockets
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    [$one, $two] = swoole_coroutine_socketpair(AF_UNIX, SOCK_STREAM, 0);
    show(get_class($one), $one->domain === AF_UNIX, $one->fd !== $two->fd);
    Coroutine::create(fn () => $one->send('hello'));
    show($two->recv(), $two->close());
    show(swoole_coroutine_socketpair(AF_INET, SOCK_STREAM, 0));
});
?>
--EXPECTF--
Swoole\Coroutine\Socket
true
true
hello
true

Warning: swoole_coroutine_socketpair(): failed to create socket, Error: Operation not supported[95] in %s on line %d
false

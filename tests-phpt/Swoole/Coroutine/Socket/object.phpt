--TEST--
Swoole\Coroutine\Socket objects cannot be cloned, serialized, or have a property unset
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $socket = new Socket(AF_INET, SOCK_STREAM, 0);
    $attempts = [
        fn () => clone $socket,
        fn () => serialize($socket),
        function () use ($socket): void { unset($socket->fd); },
        function () use ($socket): void { unset($socket->errCode); },
    ];
    foreach ($attempts as $attempt) {
        try {
            $attempt();
            show('done');
        } catch (Throwable $error) {
            show(get_class($error) . ': ' . $error->getMessage());
        }
    }
    $unconstructed = (new ReflectionClass(Socket::class))->newInstanceWithoutConstructor();
    show($unconstructed->fd, $unconstructed->isClosed());
});
?>
--EXPECT--
Error: Trying to clone an uncloneable object of class Swoole\Coroutine\Socket
Exception: Serialization of 'Swoole\Coroutine\Socket' is not allowed
Error: Property fd of class Swoole\Coroutine\Socket cannot be unset
Error: Property errCode of class Swoole\Coroutine\Socket cannot be unset
-1
true

--TEST--
Swoole\Coroutine\Http\Server::__construct(): properties, a free port, a port in use, bad addresses
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Server;
use function SwooleTest\{coroutines, show, unixPath};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    show([$server->host, $server->port > 0, $server->ssl, $server->fd > 2, $server->errCode, $server->errMsg, $server->settings]);
    $attempts = [
        fn () => new Server('127.0.0.1', $server->port),
        fn () => new Server('203.0.113.1', 0),
        fn () => new Server(''),
        fn () => new Server(),
        fn () => clone $server,
        function () use ($server): void { unset($server->port); },
    ];
    foreach ($attempts as $attempt) {
        try {
            $attempt();
        } catch (Throwable $error) {
            show(str_replace((string) $server->port, 'PORT', get_class($error) . ' ' . $error->getCode() . ': ' . $error->getMessage()));
        }
    }
    show(98, 99, (new ReflectionClass(Server::class))->isFinal());

    $first = new Server('127.0.0.1', 0, false, true);
    $second = new Server('127.0.0.1', $first->port, reuse_port: true);
    show($second->port === $first->port);
    $ipv6 = new Server('::1');
    show($ipv6->host, $ipv6->port > 0);
});
?>
--EXPECT--
["127.0.0.1",true,false,true,0,"",null]
Swoole\Exception 98: bind(127.0.0.1:PORT) failed
Swoole\Exception 99: bind(203.0.113.1:0) failed
Swoole\Exception 22: host is empty
ArgumentCountError 0: Swoole\Coroutine\Http\Server::__construct() expects at least 1 argument, 0 given
Error 0: Trying to clone an uncloneable object of class Swoole\Coroutine\Http\Server
Error 0: Property port of class Swoole\Coroutine\Http\Server cannot be unset
98
99
true
true
::1
true

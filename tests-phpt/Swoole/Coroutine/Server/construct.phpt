--TEST--
Swoole\Coroutine\Server::__construct(): properties, a free port, a port in use, unix and IPv6
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Server;
use function SwooleTest\{coroutines, show, unixPath};

$path = unixPath();
coroutines(function () use ($path): void {
    $server = new Server('127.0.0.1');
    show([$server->host, $server->port > 0, $server->type === AF_INET, $server->fd > 2, $server->errCode, $server->setting]);
    try {
        new Server('127.0.0.1', $server->port);
    } catch (Swoole\Exception $exception) {
        show(str_replace((string) $server->port, 'PORT', $exception->getMessage()), $exception->getCode() === SOCKET_EADDRINUSE);
    }
    try {
        new Server('203.0.113.1', 0);
    } catch (Swoole\Exception $exception) {
        show($exception->getMessage(), $exception->getCode() === SOCKET_EADDRNOTAVAIL);
    }
    $server = new Server('::1', 0, false, true);
    show([$server->host, $server->port > 0, $server->type === AF_INET6]);
    $same = new Server('::1', $server->port, false, true);
    show($same->port === $server->port);
    $server = new Server("unix:$path");
    show([$server->host === $path, $server->port, $server->type === AF_UNIX]);
});
?>
--EXPECT--
["127.0.0.1",true,true,true,0,{"open_ssl":false}]
bind(127.0.0.1:PORT) failed
true
bind(203.0.113.1:0) failed
true
["::1",true,true]
true
[true,0,true]

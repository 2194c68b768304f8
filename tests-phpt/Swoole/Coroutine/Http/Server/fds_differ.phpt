--TEST--
Swoole\Coroutine\Http\Server: the fds of two servers in one process differ
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{httpServer, show};

$second = Server::freePort();
$server = httpServer(<<<PHP
    \$answer = fn (\$request, \$response) => \$response->end(json_encode([\$response->fd, \$request->fd]));
    \$other = new Coroutine\Http\Server('127.0.0.1', $second);
    \$other->handle('/', \$answer);
    Coroutine::create(fn () => \$other->start());
    \$server->handle('/', \$answer);
    PHP);
$fds = array_map(fn (int $port): array => json_decode(HttpClient::get($port, '/')->body), [$server->port, $second, $server->port]);
show(array_map(fn (array $pair): bool => $pair[0] === $pair[1], $fds), count(array_unique(array_column($fds, 0))));
?>
--EXPECT--
[true,true,true]
3

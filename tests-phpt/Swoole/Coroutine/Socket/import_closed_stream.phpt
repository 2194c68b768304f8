--TEST--
Swoole\Coroutine\Socket::import(): whoever gets the descriptor of a stream that was closed meanwhile waits undisturbed
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Server;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show};

/** A socket that was waited in, and that fclose() has closed. */
function closed(): Socket
{
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $socket = Socket::import($one);
    $socket->recv(1, 0.001);
    fclose($one);

    return $socket;
}

coroutines(function (): void {
    $stale = closed();
    $listener = new Socket(AF_INET, SOCK_STREAM, 0);
    show($listener->fd === $stale->fd, $listener->bind('127.0.0.1', 0), $listener->listen());
    show($listener->accept(0.001), $listener->errCode === SOCKET_ETIMEDOUT);

    $server = new Server('127.0.0.1', 0);
    $server->handle('/', function ($request, $response): void {
        $response->end('answer');
    });
    Coroutine::create($server->start(...));
    $client = new Socket(AF_INET, SOCK_STREAM, 0);
    $ask = function () use ($client): bool {
        $client->sendAll("GET / HTTP/1.1\r\nHost: a\r\n\r\n");

        return str_ends_with((string) $client->recv(65536, 1), 'answer');
    };
    $another = closed();
    // The server's end of it has the number now.
    $client->connect('127.0.0.1', $server->port);
    show($ask());
    $stale = $another = null;
    show($ask());
    $client->close();
    $server->shutdown();
});
?>
--EXPECT--
true
true
true
false
true
true
true

--TEST--
Swoole\Coroutine\Socket::import(): the socket of a stream
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Socket;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    [$one, $two] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $socket = Socket::import($one);
    show(get_class($socket), $socket->domain === AF_UNIX, $socket->type === SOCK_STREAM, $socket->fd > 2);
    Coroutine::create(function () use ($two): void {
        fwrite($two, 'hello');
    });
    show($socket->recv(), $socket->send('hi'), fread($two, 10));
    show($socket->close(), $socket->isClosed(), is_resource($one));

    $server = stream_socket_server('tcp://127.0.0.1:0');
    $listener = Socket::import($server);
    show($listener->domain === AF_INET, $listener->getsockname()['address']);
    $client = stream_socket_client('tcp://' . stream_socket_get_name($server, false));
    fwrite($client, 'from a stream');
    show($listener->accept()->recv());

    $file = fopen(__FILE__, 'r');
    show(Socket::import($file));
    try {
        Socket::import('no stream');
    } catch (TypeError $error) {
        show($error->getMessage());
    }
});
?>
--EXPECTF--
Swoole\Coroutine\Socket
true
true
true
hello
2
hi
true
true
false
true
127.0.0.1
from a stream

Warning: Swoole\Coroutine\Socket::import(): Cannot represent a stream of type STDIO as a Socket Descriptor in %s on line %d
false
Swoole\Coroutine\Socket::import(): Argument #1 ($stream) must be of type resource, string given

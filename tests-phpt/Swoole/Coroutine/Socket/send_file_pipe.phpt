--TEST--
Swoole\Coroutine\Socket::sendFile(), Http\Client::download(): a named pipe with nobody at its other end is refused, not waited for
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Server;
use function SwooleTest\{coroutines, httpPeer, pair, response, show, showError};

swoole_async_set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function (): void {
    $path = Server::temporaryDirectory() . '/fifo';
    posix_mkfifo($path, 0600);
    [$one, $other] = pair();
    show($one->sendFile($path), $one->errCode === SWOOLE_ERROR_SERVER_IS_NOT_REGULAR_FILE);

    $client = new Client('127.0.0.1', httpPeer([response('body')]));
    show($client->download('/', $path), $client->errCode === SOCKET_ENXIO);

    // With a reader it is a file like others.
    $reader = fopen($path, 'r+');
    $client = new Client('127.0.0.1', httpPeer([response('body')]));
    show($client->download('/', $path), fread($reader, 4));
});
?>
--EXPECT--
false
true
false
true
true
body

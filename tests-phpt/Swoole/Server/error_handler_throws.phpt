--TEST--
An error handler that throws turns the extension's warning into an exception the callback can catch
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    set_error_handler(function (int $level, string $message, string $file, int $line) {
        throw new ErrorException($message, 0, $level, $file, $line);
    });
    $server->on('message', function ($server, $frame) {
        try {
            $server->push(999, 'x');
            $server->push($frame->fd, 'no exception');
        } catch (ErrorException $error) {
            $server->push($frame->fd, $error->getMessage());
        }
    });
    PHP);
$client = WebSocketClient::connect($server->port);
echo $client->ask('x'), "\n", $client->ask('again'), "\n";
?>
--EXPECT--
Swoole\WebSocket\Server::push(): session#999 does not exists
Swoole\WebSocket\Server::push(): session#999 does not exists

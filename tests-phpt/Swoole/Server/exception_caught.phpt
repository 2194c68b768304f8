--TEST--
An exception that a callback catches, a warning and a deprecation do no harm
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    set_error_handler(function (int $level, string $message) {
        echo "handled: $message\n";
        return true;
    });
    $server->on('message', function ($server, $frame) {
        try {
            throw new RuntimeException('inner');
        } catch (RuntimeException $error) {
            $server->push($frame->fd, "caught {$error->getMessage()}");
        } finally {
            $server->push($frame->fd, 'finally');
        }
        echo $undefined;
        $server->push(999, 'warning by the extension');
        $server->push($frame->fd, 'end');
    });
    PHP);
for ($i = 0; $i < 2; $i++) {
    $client = WebSocketClient::connect($server->port);
    $client->send('x');
    echo $client->receive(), ', ', $client->receive(), ', ', $client->receive(), "\n";
}
echo $server->output();
?>
--EXPECT--
text caught inner, text finally, text end
text caught inner, text finally, text end
handled: Undefined variable $undefined
handled: Swoole\WebSocket\Server::push(): session#999 does not exists
handled: Undefined variable $undefined
handled: Swoole\WebSocket\Server::push(): session#999 does not exists

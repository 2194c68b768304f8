--TEST--
Swoole\Server::shutdown() and stop(): the callback ends, its pushes arrive, start() returns true
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

foreach (['shutdown', 'stop'] as $method) {
    $server = Server::webSocket(<<<PHP
        \$server->on('message', function (\$server, \$frame) {
            var_dump(\$server->$method());
            \$server->push(\$frame->fd, 'last words');
        });
        \$server->on('close', function (\$server, \$fd) {
            echo "close \$fd\n";
        });
        \$server->on('shutdown', function () {
            echo "shutdown\n";
        });
        var_dump(\$server->start());
        echo "after start\n";
        exit(0);
        PHP);
    $client = WebSocketClient::connect($server->port);
    $client->send('end');
    echo $client->receive(), "\n";
    $client->socket->readToEnd();
    echo $server->awaitExit(), "\n", $server->output();
}
?>
--EXPECT--
text last words
exit 0
bool(true)
close 1
shutdown
bool(true)
after start
text last words
exit 0
bool(true)
close 1
shutdown
bool(true)
after start

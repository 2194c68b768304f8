--TEST--
exit() in a callback: Swoole\ExitException, which may be caught; uncaught it ends the process, non-zero, without a hang
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        try {
            exit(3);
        } catch (Swoole\ExitException $exit) {
            $server->push($frame->fd, "caught {$exit->getMessage()} status {$exit->getStatus()}");
        }
    });
    PHP);
echo WebSocketClient::connect($server->port)->ask('x'), "\n";

foreach (['exit()', 'exit(3)', 'die("last words")'] as $statement) {
    $server = Server::webSocket(<<<PHP
        \$server->on('message', function (\$server, \$frame) {
            $statement;
        });
        register_shutdown_function(function () {
            echo "shutdown functions run\n";
        });
        PHP);
    $client = WebSocketClient::connect($server->port);
    $client->send('x');
    $client->socket->readToEnd();
    echo $statement, ' ', $server->awaitExit() === 'exit 0' ? 'exit 0' : 'not 0', ' ', substr_count($server->output(), 'shutdown functions run'), "\n";
}
?>
--EXPECT--
caught swoole exit status 3
exit() not 0 1
exit(3) not 0 1
die("last words") not 0 1

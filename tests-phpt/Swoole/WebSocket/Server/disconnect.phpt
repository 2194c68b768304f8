--TEST--
Swoole\WebSocket\Server::disconnect(): sends code and reason, then closes
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $arguments = json_decode($frame->data);
        echo json_encode($server->disconnect($frame->fd, ...$arguments)), ' ', json_encode($server->isEstablished($frame->fd)), "\n";
    });
    PHP);
foreach (['[]', '[1001]', '[1000, "bye"]', '[4999, "été"]', '[3000, "' . str_repeat('r', 123) . '"]'] as $arguments) {
    $client = WebSocketClient::connect($server->port);
    $client->send($arguments);
    echo $client->receiveClose(), "\n";
}
echo $server->output();
?>
--EXPECTREGEX--
close 1000
close 1001
close 1000 bye
close 4999 été
close 3000 r{123}
(true false\n?){5}

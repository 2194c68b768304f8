--TEST--
SIGTERM: a client that never reads does not keep the server from ending
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, str_repeat('x', 6_000_000));
        echo "pushed\n";
    });
    PHP, ['max_wait_time' => 1]);
$client = WebSocketClient::connect($server->port);
$client->send('go');
$server->awaitOutput('pushed');
$start = microtime(true);
echo $server->stop(), "\n";
echo microtime(true) - $start < 8 ? 'soon' : 'late', "\n";
?>
--EXPECT--
exit 0
soon

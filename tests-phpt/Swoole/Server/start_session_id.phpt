--TEST--
start_session_id: the first $fd is one more; 1 without it
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

foreach ([[], ['start_session_id' => 0], ['start_session_id' => 1], ['start_session_id' => 1 << 31], ['start_session_id' => -5]] as $settings) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', fn ($server, $frame) => $server->push($frame->fd, "$frame->fd"));
        PHP, $settings);
    echo WebSocketClient::connect($server->port)->ask('?'), ' ', $server->stop(), "\n";
}
?>
--EXPECT--
1 exit 0
1 exit 0
2 exit 0
2147483649 exit 0
1 exit 0

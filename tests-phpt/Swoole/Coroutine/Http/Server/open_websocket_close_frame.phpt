--TEST--
Coroutine WebSocket server: open_websocket_close_frame makes recv() return a CloseFrame
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $frame = $ws->recv();
    echo json_encode([get_class($frame), $frame->code, $frame->reason, $frame->opcode, $frame->finish, $frame->fd === $ws->fd]), "\n";
    $ws->close();
    PHP, ['open_websocket_close_frame' => true]);
foreach ([[1000, 'bye'], [4321, '']] as [$code, $reason]) {
    $client = WebSocketClient::connect($server->port);
    $client->sendClose($code, $reason);
    $client->socket->readToEnd();
}
$client = WebSocketClient::connect($server->port);
$client->send('', SwooleTest\Frame::CLOSE);
$client->socket->readToEnd();
$server->awaitOutput("CloseFrame\",1000,\"\"");
show(trim($server->output()));
?>
--EXPECT--
["Swoole\\WebSocket\\CloseFrame",1000,"bye",8,true,true]
["Swoole\\WebSocket\\CloseFrame",4321,"",8,true,true]
["Swoole\\WebSocket\\CloseFrame",1000,"",8,true,true]

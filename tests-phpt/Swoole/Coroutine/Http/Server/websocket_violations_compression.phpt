--TEST--
Coroutine WebSocket server: bad compressed data is 1007, a bomb is 1009; recv() returns false (Swoole 6.2.2 sends no close frame)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    echo json_encode([$ws->recv(), swoole_last_error()]), "\n";
    PHP, ['websocket_compression' => true, 'package_max_length' => 65536]);
$client = WebSocketClient::compressing($server->port);
$client->send("\xff\xff\xff\xff", rsv: 4);
show($client->receiveCloseCode());
$client = WebSocketClient::compressing($server->port);
$client->sendCompressed(str_repeat("\0", 10 << 20), Frame::BINARY);
show($client->receiveCloseCode());
$client = WebSocketClient::compressing($server->port);
$client->sendCompressed("caf\xe9");
show($client->receiveCloseCode());
$server->awaitOutput('[false,' . SWOOLE_ERROR_PROTOCOL_ERROR . "]\n[false," . SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE . "]\n[false," . SWOOLE_ERROR_PROTOCOL_ERROR . "]\n");
?>
--EXPECT--
close 1007
close 1009
close 1007

--TEST--
Swoole\WebSocket\Server: connections without context takeover share the compressor's memory
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(settings: ['websocket_compression' => true]);
$offer = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';
$connect = function (int $number) use ($server, $offer): array {
    $clients = [];
    for ($i = 0; $i < $number; $i++) {
        $clients[$i] = WebSocketClient::compressing($server->port, $offer);
        $clients[$i]->sendCompressed(str_repeat("client $i ", 20));
        $clients[$i]->receiveMessage();
    }
    return $clients;
};
$few = $connect(20);
$before = $server->residentMemory();
$many = $connect(200);
$each = ($server->residentMemory() - $before) / 200;
// A deflater and an inflater of their own would take some 300 kB.
echo $each < 32 * 1024 ? 'shared' : 'about ' . (int) ($each / 1024) . ' kB each', "\n";
?>
--EXPECT--
shared

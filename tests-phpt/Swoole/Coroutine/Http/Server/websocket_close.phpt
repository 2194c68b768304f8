--TEST--
Swoole\Http\Response::close(): sends no close frame; once
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $ws->push('last');
    echo json_encode([$ws->close(), $ws->close(), @$ws->push('x'), @$ws->recv()]), "\n";
    PHP);
$client = WebSocketClient::connect($server->port);
show($client->receive(), bin2hex($client->socket->readToEnd()));
$server->awaitOutput("\n");
show(trim($server->output()));
?>
--EXPECT--
text last

[true,false,false,false]

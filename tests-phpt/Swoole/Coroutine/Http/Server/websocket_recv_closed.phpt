--TEST--
Swoole\Http\Response::recv(): '' once when the connection is gone, false afterwards; push() fails
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $ws->push('ready');
    $first = $ws->recv();
    echo json_encode([$first, $ws->recv(), @$ws->push('x'), @$ws->ping(), $ws->close()]), "\n";
    PHP);
$client = WebSocketClient::connect($server->port);
show($client->receive());
$client->socket->close();
$server->awaitOutput("\n");
show(trim($server->output()));
?>
--EXPECT--
text ready
["",false,false,false,false]

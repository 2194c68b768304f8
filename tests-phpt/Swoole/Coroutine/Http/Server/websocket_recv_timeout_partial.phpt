--TEST--
Swoole\Http\Response::recv(): a timeout in the middle of a frame loses nothing (Swoole 6.2.2 closes the connection)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{Frame, WebSocketClient};
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $ws->push('waiting');
    $ws->push(json_encode($ws->recv(0.05)));
    $ws->push('got ' . $ws->recv(10)->data);
    PHP);
foreach ([1, 8] as $position) {
    $client = WebSocketClient::connect($server->port);
    show($client->receive());
    $frame = Frame::encode('two halves');
    $client->socket->write(substr($frame, 0, $position));
    show($client->receive());
    $client->socket->write(substr($frame, $position));
    show($client->receive());
}
?>
--EXPECT--
text waiting
text false
text got two halves
text waiting
text false
text got two halves

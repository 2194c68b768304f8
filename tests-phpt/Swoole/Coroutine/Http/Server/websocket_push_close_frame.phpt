--TEST--
Swoole\Http\Response::push() of a CloseFrame, then close()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $frame = new CloseFrame();
    $frame->code = (int) $request->get['code'];
    $frame->reason = $request->get['reason'];
    $pushed = $ws->push($frame);
    echo json_encode([$pushed, $ws->close()]), "\n";
    PHP);
foreach (['code=1000&reason=', 'code=4001&reason=gr%C3%BC%C3%9F', 'code=1011&reason=' . str_repeat('x', 123)] as $query) {
    $client = WebSocketClient::connect($server->port, "/?$query");
    show($client->receiveClose());
}
$server->awaitOutput("\n");
?>
--EXPECT--
close 1000
close 4001 grüß
close 1011 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx

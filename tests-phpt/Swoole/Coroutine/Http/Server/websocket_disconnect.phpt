--TEST--
Swoole\Http\Response::disconnect(): a close frame, then the end
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $arguments = json_decode($ws->recv()->data);
    echo json_encode([$ws->disconnect(...$arguments), @$ws->disconnect(), @$ws->push('x')]), "\n";
    PHP);
foreach ([[], [1001], [4000, 'enough']] as $i => $arguments) {
    $client = WebSocketClient::connect($server->port);
    $client->send(json_encode($arguments));
    show($client->receiveClose());
    $server->awaitOutput(str_repeat("[true,false,false]\n", $i + 1));
}
?>
--EXPECT--
close 1000
close 1001
close 4000 enough

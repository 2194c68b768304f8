--TEST--
Swoole\Http\Response::recv(): canceled, or closed by another coroutine, while it waits
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $cid = Coroutine::getCid();
    Coroutine::create(function () use ($cid) {
        Coroutine::sleep(0.001);
        echo json_encode(Coroutine::cancel($cid)), "\n";
    });
    $result = $ws->recv();
    // ECANCELED
    echo json_encode([$result, swoole_last_error() === 125, $ws->push('goes on')]), "\n";
    Coroutine::create(function () use ($ws) {
        Coroutine::sleep(0.001);
        $ws->close();
    });
    $result = $ws->recv();
    echo json_encode([$result, swoole_last_error() === 125]), "\n";
    $result = $ws->recv();
    // EBADF
    echo json_encode([$result, swoole_last_error() === 9]), "\n";
    PHP);
$client = WebSocketClient::connect($server->port);
show($client->receive(), $client->socket->readToEnd());
$server->awaitOutput("[false,true]\n[false,true]\n");
show(trim($server->output()));
?>
--EXPECT--
text goes on

[false,true,true]
true
[false,true]
[false,true]

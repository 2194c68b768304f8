--TEST--
Swoole\Http\Response::push(): what RFC 6455 forbids is refused with 8505 (Swoole 6.2.2 sends most of it)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\WebSocketClient;
use function SwooleTest\{show, webSocketServer};

$server = webSocketServer(<<<'PHP'
    $bad = new CloseFrame();
    $bad->code = 1005;
    $long = new CloseFrame();
    $long->reason = str_repeat('x', 124);
    foreach ([['x', 3], ['x', 11], ['x', 16], [str_repeat('x', 126), WEBSOCKET_OPCODE_PING], ['x', WEBSOCKET_OPCODE_CONTINUATION], [$bad], [$long]] as $arguments) {
        swoole_clear_error();
        echo json_encode([@$ws->push(...$arguments), swoole_last_error()]), "\n";
    }
    swoole_clear_error();
    echo json_encode([@$ws->ping(str_repeat('x', 126)), swoole_last_error()]), "\n";
    swoole_clear_error();
    echo json_encode([@$ws->disconnect(1006), swoole_last_error()]), "\n";
    $ws->push('unharmed');
    $ws->recv();
    PHP);
$client = WebSocketClient::connect($server->port);
show($client->receive(), trim($server->output()));
?>
--EXPECT--
text unharmed
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]
[false,8505]

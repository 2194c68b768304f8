--TEST--
Swoole\Server\Port: properties, callbacks and settings of the server's own port
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $port = $server->ports[0];
    echo get_class($port), ' ', $port->host, ' ', json_encode([$port->port === $server->port, $port->type === SWOOLE_SOCK_TCP, $port->ssl]), "\n";
    $port->set(['open_websocket_ping_frame' => true]);
    $port->on('message', function ($server, $frame) {
        $server->push($frame->fd, "by the port: $frame->opcode $frame->data");
    });
    echo get_class($port->getCallback('message')), ' ', json_encode($port->getCallback('open')), "\n";
    try {
        new Swoole\Server\Port();
    } catch (Error $error) {
        echo get_class($error), "\n";
    }
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('ping', SwooleTest\Frame::PING);
echo $client->receive(), "\n", $server->output();
?>
--EXPECT--
text by the port: 9 ping
Swoole\Server\Port 127.0.0.1 [true,true,false]
Closure null
Error

--TEST--
Swoole\WebSocket\Server::getClientInfo(), connection_info(): keys, websocket_status, bind()
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $info = $server->getClientInfo($frame->fd);
        echo implode(' ', array_keys($info)), "\n";
        echo "status {$info['websocket_status']} ip {$info['remote_ip']}\n";
        var_dump($info === $server->connection_info($frame->fd));
        var_dump($info['server_port'] === $server->port, abs($info['connect_time'] - time()) <= 2);
        var_dump($server->bind($frame->fd, 77), $server->bind($frame->fd, 78), $server->getClientInfo($frame->fd)['uid']);
        var_dump($server->getClientInfo(999));
        $server->push($frame->fd, (string) $info['remote_port']);
    });
    $server->on('close', function ($server, $fd) {
        if ($fd === 1) {
            echo 'close ', $server->getClientInfo($fd)['websocket_status'], "\n";
        }
    });
    $server->on('request', function ($request, $response) use ($server) {
        $response->end('http ' . $server->getClientInfo($request->fd)['websocket_status']);
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$port = substr(strrchr(stream_socket_get_name($client->socket->stream, false), ':'), 1);
var_dump($client->ask('info') === $port);
$client->close();
echo HttpClient::get($server->port, '/')->body, "\n";
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
bool(true)
http 0
exit 0
websocket_status server_port server_fd socket_fd socket_type remote_port remote_ip reactor_id connect_time last_time last_recv_time last_send_time last_dispatch_time close_errno recv_queued_bytes send_queued_bytes
status 3 ip 127.0.0.1
bool(true)
bool(true)
bool(true)
bool(true)
bool(false)
int(77)
bool(false)
close 3

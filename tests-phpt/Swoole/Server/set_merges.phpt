--TEST--
Swoole\Server::set(): several calls are merged; start() adds what was left out
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->set(['backlog' => 32, 'package_max_length' => '1M']);
    $server->set(['backlog' => 64]);
    $server->on('message', function ($server, $frame) {
        $setting = $server->setting;
        $server->push($frame->fd, json_encode([
            $setting['backlog'], $setting['package_max_length'], $setting['worker_num'], $setting['task_worker_num'],
            $setting['open_http_protocol'], $setting['open_websocket_protocol'], is_int($setting['max_connection']),
        ]));
    });
    PHP);
echo WebSocketClient::connect($server->port)->ask('?'), "\n";
?>
--EXPECT--
[64,"1M",1,0,true,true,true]

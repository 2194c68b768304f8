<?php

/**
 * A script in the style of the first years: class names with underscores, names of functions as callbacks.
 *
 *     php -d extension=swoole examples-php/old_names.php [port] [host]
 */

$port = isset($argv[1]) ? (int) $argv[1] : 9501;
$host = isset($argv[2]) ? $argv[2] : '127.0.0.1';

$server = new swoole_websocket_server($host, $port);
$server->set(array('worker_num' => 1));

function on_open(swoole_websocket_server $server, swoole_http_request $request)
{
    echo "open {$request->fd}\n";
}

function on_message(swoole_websocket_server $server, swoole_websocket_frame $frame)
{
    $server->push($frame->fd, "{$frame->fd}:{$frame->data},opcode:{$frame->opcode},fin:{$frame->finish}");
    swoole_timer_after(10, 'later', array($frame->fd));
}

function later($arguments)
{
    global $server;
    $server->push($arguments[0], 'and a little later');
}

function on_request(swoole_http_request $request, swoole_http_response $response)
{
    global $server;
    foreach ($server->connections as $fd) {
        if ($server->isEstablished($fd)) {
            $server->push($fd, isset($request->get['message']) ? $request->get['message'] : 'nothing');
        }
    }
    $response->end('done');
}

$server->on('open', 'on_open');
$server->on('message', 'on_message');
$server->on('request', 'on_request');
$server->on('close', function ($server, $fd) {
    echo "close {$fd}\n";
});

echo "listening on ws://$host:$port\n";
$server->start();

<?php

// HTTP hello. Usage: php http.php PORT MODE WORKERS

$server = new Swoole\Http\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
$server->set(['worker_num' => (int) $argv[3]]);

$server->on('request', function (Swoole\Http\Request $request, Swoole\Http\Response $response) {
    $response->header('Content-Type', 'text/plain');
    $response->end('Hello, World!');
});

$server->start();

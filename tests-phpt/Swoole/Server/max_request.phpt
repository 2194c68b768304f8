--TEST--
Swoole\Server: max_request replaces a worker that has handled so many requests, a handshake and messages; its clients stay
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

foreach (['SWOOLE_BASE', 'SWOOLE_PROCESS'] as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, (string) getmypid());
        });
        PHP, ['max_request' => 4, 'max_request_grace' => 0], $mode);
    $pids = [];
    // The connection outlives its workers, each of which has four requests.
    $client = WebSocketClient::connect($server->port);
    for ($i = 0; $i < 12; $i++) {
        $pids[$client->ask('?')] = true;
    }
    echo count($pids), ' ', isset($pids[$server->pid]) ? 'itself' : 'children', ' ', $server->stop(), "\n";
}
?>
--EXPECT--
4 children exit 0
4 children exit 0

--TEST--
Swoole\Server: max_request replaces a worker that has handled so many requests, a handshake and messages; in SWOOLE_BASE its clients get close code 1001
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
    if ($mode === 'SWOOLE_PROCESS') {
        // The connection outlives its workers, each of which has four requests.
        $client = WebSocketClient::connect($server->port);
        for ($i = 0; $i < 12; $i++) {
            $pids[$client->ask('?')] = true;
        }
    }
    for ($worker = 0; $worker < 3 && $mode === 'SWOOLE_BASE'; $worker++) {
        $client = WebSocketClient::connect($server->port);
        $own = [];
        for ($i = 0; $i < 3; $i++) {
            $own[$client->ask('?')] = true;
        }
        echo count($own), ' ', $client->receiveCloseCode(), "\n";
        $pids += $own;
    }
    echo count($pids), ' ', isset($pids[$server->pid]) ? 'itself' : 'children', ' ', $server->stop(), "\n";
}
?>
--EXPECT--
1 close 1001
1 close 1001
1 close 1001
3 children exit 0
4 children exit 0

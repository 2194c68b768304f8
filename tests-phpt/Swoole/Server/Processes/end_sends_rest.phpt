--TEST--
SWOOLE_PROCESS: what a worker has sent and its way to the clients had no room for is sent before the worker ends
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

const CLIENTS = 40;
const LENGTH = 200000;
foreach (['stop', 'exit'] as $how) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            // The reactor takes nothing of this before the callback has returned, as fast as this is.
            foreach ($server->connections as $fd) {
                $server->push($fd, str_repeat($fd % 10, 200000)) || print("refused\n");
            }
            $frame->data === 'stop' ? $server->stop() : exit(0);
        });
        PHP, ['worker_num' => 1, 'reactor_num' => 1, 'log_level' => SWOOLE_LOG_NONE], 'SWOOLE_PROCESS');
    $clients = array_map(fn () => WebSocketClient::connect($server->port), range(1, CLIENTS));
    $clients[0]->send($how);
    $whole = 0;
    foreach ($clients as $client) {
        $whole += (int) (strlen($client->receiveMessage()) === LENGTH);
    }
    show($whole, $server->stop(), substr_count($server->output(), 'refused'));
}
?>
--EXPECT--
40
exit 0
0
40
exit 0
0

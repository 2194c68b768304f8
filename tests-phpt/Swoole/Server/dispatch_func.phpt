--TEST--
dispatch_func: called in the master outside of coroutines with what has happened; it chooses the worker of each event
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $calls = 0;
    $server->set(['open_websocket_close_frame' => true, 'dispatch_func' => function ($server, $fd, $type, $data) use (&$calls) {
        $calls++;
        $master = getmypid() === $server->master_pid ? 'master' : 'elsewhere';
        $in = Swoole\Coroutine::getCid() === -1 ? '' : ' in a coroutine';
        $ip = $server->getClientInfo($fd)['remote_ip'];
        $length = strlen($data);
        $data = $length > 30 ? substr($data, 0, 3) . '...' : $data;
        file_put_contents($GLOBALS['argv'][0] . '.calls', "$calls: $master$in $ip $type $length " . addcslashes($data, "\0..\37\200..\377") . "\n", FILE_APPEND);

        return $calls % 2;
    }]);
    $server->on('connect', function ($server, $fd) {
        echo "connect in $server->worker_id\n";
    });
    $server->on('open', function ($server) {
        echo "open in $server->worker_id\n";
    });
    $server->on('message', function ($server, $frame) {
        if ($frame->opcode === WEBSOCKET_OPCODE_CLOSE) {
            echo "close frame $frame->code in $server->worker_id\n";
            return;
        }
        $server->push($frame->fd, strlen($frame->data) . " in $server->worker_id");
    });
    $server->on('close', function ($server, $fd) {
        echo "close in $server->worker_id\n", file_get_contents($GLOBALS['argv'][0] . '.calls');
    });
    PHP, ['worker_num' => 2, 'reactor_num' => 4], 'SWOOLE_PROCESS');
$client = WebSocketClient::connect($server->port);
$server->awaitOutput("open in 0\n");
echo $client->ask('hello'), "\n";
echo $client->ask(str_repeat('x', 100_000), Frame::BINARY), "\n";
$client->send('in ', Frame::TEXT, false);
echo $client->ask('parts', Frame::CONTINUATION), "\n";
$client->sendClose(1000, 'bye');
echo $client->receiveCloseCode(), "\n";
$server->awaitOutput("7: master");
echo $server->stop(), "\n";
// Two workers print.
$lines = explode("\n", trim($server->output()));
sort($lines);
echo implode("\n", $lines), "\n";
?>
--EXPECTF--
5 in 1
100000 in 0
8 in 1
close 1000
exit 0
1: master 127.0.0.1 5 0%w
2: master 127.0.0.1 0 %d GET...
3: master 127.0.0.1 0 5 hello
4: master 127.0.0.1 0 8152 xxx...
5: master 127.0.0.1 0 8 in parts
6: master 127.0.0.1 0 5 \003\350bye
7: master 127.0.0.1 4 0%w
close frame 1000 in 0
close in 1
connect in 1
open in 0

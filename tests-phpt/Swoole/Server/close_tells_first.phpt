--TEST--
Swoole\Server: onClose is called before close() and disconnect() return, by the worker that has the connection, and once
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Frame, Server, WebSocketClient};
use function SwooleTest\{await, show};

$setup = <<<'PHP'
    final class Ended
    {
        public static array $all = [];
    }
    $server->on('message', function ($server, $frame) {
        [$what, $fd] = explode(' ', "$frame->data $frame->fd");
        $done = match ($what) {
            'close' => $server->close((int) $fd),
            'reset' => $server->close((int) $fd, true),
            'disconnect' => $server->disconnect((int) $fd, 4000, 'bye'),
            'bind' => $server->bind($frame->fd, (int) $fd),
            default => $server->push($frame->fd, json_encode([$frame->fd, $server->worker_id])),
        };
        if (in_array($what, ['close', 'reset', 'disconnect'], true)) {
            $told = isset(Ended::$all[(int) $fd]) ? 'told' : 'not told';
            echo "$what done, $told\n";
            $server->exists($frame->fd) && $server->push($frame->fd, $told);
        }
    });
    $server->on('close', function ($server, $fd, $reactor) {
        Ended::$all[$fd] = true;
        $info = $server->getClientInfo($fd);
        echo "onClose ", json_encode([$server->worker_id, $reactor, $server->exists($fd), $info !== false, $server->close($fd)]), "\n";
    });
    PHP;

foreach (SwooleTest\MODES as $mode) {
    echo "$mode\n";
    $server = Server::webSocket($setup, ['reactor_num' => 1], $mode);
    foreach (['close', 'reset', 'disconnect'] as $what) {
        $client = WebSocketClient::connect($server->port);
        $client->send($what);
        $server->awaitOutput("$what done");
    }
    // In one packet: what is behind is not heard. Whatever the owner of the connection says comes before another answer.
    $client = WebSocketClient::connect($server->port);
    $client->socket->write(Frame::encode('close') . Frame::encode('reset'));
    await(fn () => substr_count($server->output(), 'close done') === 2, 'the second one is not closed');
    $witness = WebSocketClient::connect($server->port);
    $witness->ask('?');
    // The peer's own end.
    $client = WebSocketClient::connect($server->port);
    $client->sendClose(1000);
    $client->receiveCloseCode();
    $witness->ask('?');
    echo preg_replace('/(onClose \[0,)\d+/', '${1}0', $server->output());
    show($server->stop());
}

echo "other worker\n";
foreach ([2 => [], 5 => [], 1 => ['enable_unsafe_event' => true]] as $dispatch => $settings) {
    $server = Server::webSocket($setup, $settings + ['worker_num' => 2, 'reactor_num' => 1, 'dispatch_mode' => $dispatch], 'SWOOLE_PROCESS');
    $first = WebSocketClient::connect($server->port);
    [$fd, $worker] = json_decode($first->ask('?'));
    do {
        $second = WebSocketClient::connect($server->port);
        [, $other] = json_decode($second->ask('?'));
    } while ($other === $worker);
    if ($dispatch === 5) {
        // From now on the other worker has it, too.
        $first->send("bind $other");
        $first->ask('?');
    }
    $told = $second->ask("close $fd");
    $server->awaitOutput('onClose');
    $second->ask('?');
    $second->ask('?');
    show($told, substr_count($server->output(), 'onClose'), $server->stop());
}
?>
--EXPECT--
SWOOLE_BASE
onClose [0,-1,false,true,false]
close done, told
onClose [0,-1,false,true,false]
reset done, told
onClose [0,-1,false,true,false]
disconnect done, told
onClose [0,-1,false,true,false]
close done, told
onClose [0,0,false,true,false]
exit 0
SWOOLE_PROCESS
onClose [0,-1,false,true,false]
close done, told
onClose [0,-1,false,true,false]
reset done, told
onClose [0,-1,false,true,false]
disconnect done, told
onClose [0,-1,false,true,false]
close done, told
onClose [0,0,false,true,false]
exit 0
other worker
not told
1
exit 0
told
1
exit 0
told
1
exit 0

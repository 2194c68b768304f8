--TEST--
A client that never reads while 1 GB is pushed to it: push() gives false, memory stays bounded, others are served
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data !== 'flood') {
            $server->push($frame->fd, $frame->data);
            return;
        }
        $data = str_repeat('f', 1 << 20);
        $accepted = 0;
        $error = 0;
        for ($i = 0; $i < 1024; $i++) {
            if (@$server->push($frame->fd, $data, WEBSOCKET_OPCODE_BINARY)) {
                $accepted++;
            } else {
                $error = swoole_last_error();
            }
        }
        echo $accepted < 64 ? 'few' : $accepted, ' accepted, error ', $error === 0 ? 'unset' : 'set', "\n";
        echo "flooded\n";
    });
    PHP, ['send_yield' => false, 'log_level' => SWOOLE_LOG_NONE]);
$good = WebSocketClient::connect($server->port);
$good->ask('warm');
$before = $server->residentMemory();
$stuck = WebSocketClient::connect($server->port);
$stuck->send('flood');
$server->awaitOutput('flooded');
echo $server->newOutput();
echo $server->residentMemory() - $before < 64 << 20 ? 'memory bounded' : 'memory grown', "\n";
echo $good->ask('still served'), "\n";
?>
--EXPECT--
few accepted, error set
flooded
memory bounded
still served

--TEST--
discard_timeout_request: whether workers get what a connection had sent that has ended meanwhile, with dispatch_mode 1
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, Socket, WebSocketClient};

$code = <<<'PHP'
    <?php
    $gate = new Swoole\Atomic();
    $server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], SWOOLE_PROCESS);
    $server->set(unserialize(base64_decode($argv[2])) + ['worker_num' => 1, 'reactor_num' => 1]);
    $port = $server->listen('127.0.0.1', (int) $argv[3], SWOOLE_SOCK_TCP);
    $port->set(['open_websocket_protocol' => false, 'open_http_protocol' => false]);
    $port->on('receive', function ($server, $fd, $reactor, $data) use ($gate) {
        if ($data === 'wait') {
            echo "waits\n";
            $gate->wait(10);
            return;
        }
        $there = $server->exist($fd) ? 'there' : 'gone';
        $sent = $server->send($fd, 'answer') ? 'sent' : 'not sent';
        echo "received '$data' from reactor $reactor, $there, $sent\n";
        $data === 'last' && print("done\n");
    });
    $server->on('message', function ($server, $frame) {
        $there = $server->isEstablished($frame->fd) ? 'there' : 'gone';
        $pushed = @$server->push($frame->fd, 'answer') ? 'pushed' : 'not pushed';
        echo "message '$frame->data', $there, $pushed\n";
    });
    $server->addProcess(new Swoole\Process(function () use ($gate, $server) {
        // Opens the gate when the reactor has seen all connections end but that of the one who waits.
        while (!is_file($GLOBALS['argv'][4]) || $server->stats()['connection_num'] > 2) {
            usleep(1000);
        }
        $gate->wakeup();
        sleep(60);
    }));
    $server->start();
    PHP;
foreach ([['dispatch_mode' => 1], ['dispatch_mode' => 1, 'discard_timeout_request' => false], ['dispatch_mode' => 1, 'discard_timeout_request' => true], ['dispatch_mode' => 2, 'discard_timeout_request' => true]] as $settings) {
    echo json_encode($settings), "\n";
    $raw = Server::freePort();
    $sign = Server::temporaryDirectory() . '/sign';
    $server = Server::script($code, [base64_encode(serialize($settings)), (string) $raw, $sign]);
    $waiting = Socket::connect($raw);
    $webSocket = WebSocketClient::connect($server->port);
    echo $webSocket->ask('first'), "\n";
    $waiting->write('wait');
    $server->awaitOutput("waits\n");
    $server->newOutput();
    $tcp = Socket::connect($raw);
    $tcp->write('late');
    $webSocket->send('late');
    $tcp->close();
    $webSocket->socket->close();
    $last = Socket::connect($raw);
    $last->write('last');
    touch($sign);
    $server->awaitOutput("done\n");
    // Any of the two may have come first.
    $lines = explode("\n", trim(preg_replace('/^\[.*\]\t|session#\d+$/m', '', $server->newOutput())));
    sort($lines);
    echo implode("\n", $lines), "\n";
    echo $server->stop(), "\n";
}
?>
--EXPECT--
{"dispatch_mode":1}
answer
done
message 'late', gone, not pushed
received 'last' from reactor 0, there, sent
received 'late' from reactor 0, gone, not sent
exit 0
{"dispatch_mode":1,"discard_timeout_request":false}
answer
done
message 'late', gone, not pushed
received 'last' from reactor 0, there, sent
received 'late' from reactor 0, gone, not sent
exit 0
{"dispatch_mode":1,"discard_timeout_request":true}
answer
WARNING	ignore data[4 bytes] received from 
WARNING	ignore data[4 bytes] received from 
done
received 'last' from reactor 0, there, sent
exit 0
{"dispatch_mode":2,"discard_timeout_request":true}
answer
done
message 'late', gone, not pushed
received 'last' from reactor 0, there, sent
received 'late' from reactor 0, gone, not sent
exit 0

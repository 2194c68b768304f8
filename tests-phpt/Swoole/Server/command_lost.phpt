--TEST--
command(): who runs it is killed, ends by exit() or throws: the caller is told; what a killed process had not begun its successor runs
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

$setup = <<<'PHP'
    $server->addCommand('do', SWOOLE_SERVER_COMMAND_EVENT_WORKER, function ($server, $data) {
        switch (json_decode($data)) {
            case 'die':
                Swoole\Process::kill(getmypid(), 9);
                sleep(10);
            case 'throw':
                throw new LogicException('thrown by a command');
            case 'exit':
                exit(7);
            case 'pid':
                return (string) getmypid();
        }
    });
    $server->on('message', function ($server, $frame) {
        $answer = $server->command('do', 1, SWOOLE_SERVER_COMMAND_EVENT_WORKER, $frame->data);
        $server->push($frame->fd, "$frame->data: " . (is_int($answer) ? 'a pid' : json_encode($answer)));
    });
    PHP;
foreach ([true, false] as $coroutines) {
    $server = Server::webSocket($setup, ['worker_num' => 2, 'enable_coroutine' => $coroutines], 'SWOOLE_PROCESS');
    echo $coroutines ? 'in coroutines' : 'without', "\n";
    // By its number, the second one comes to worker 0.
    $first = WebSocketClient::connect($server->port);
    $client = WebSocketClient::connect($server->port);
    foreach (['pid', 'die', 'pid', 'throw', 'pid', 'exit', 'pid'] as $what) {
        echo $client->ask($what), "\n";
    }
    echo $server->stop(), "\n";
}
?>
--EXPECT--
in coroutines
pid: a pid
die: false
pid: a pid
throw: {"data":"failed to call function","code":-1}
pid: a pid
exit: {"data":"failed to call function","code":-1}
pid: a pid
exit 0
without
pid: a pid
die: false
pid: a pid
throw: {"data":"failed to call function","code":-1}
pid: a pid
exit: {"data":"failed to call function","code":-1}
pid: a pid
exit 0

--TEST--
command(): each process has every other one run a function, and gets its answer, in both modes
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

$setup = <<<'PHP'
    const KINDS = [
        'master' => SWOOLE_SERVER_COMMAND_MASTER,
        'manager' => SWOOLE_SERVER_COMMAND_MANAGER,
        'worker' => SWOOLE_SERVER_COMMAND_EVENT_WORKER,
        'task worker' => SWOOLE_SERVER_COMMAND_TASK_WORKER,
    ];
    // Who this process is, from what it knows of itself.
    function me(Swoole\Server $server): string
    {
        return match (getmypid()) {
            $server->getMasterPid() => 'master',
            $server->getManagerPid() => 'manager',
            default => ($server->taskworker ? 'task ' : '') . 'worker ' . $server->worker_id,
        };
    }
    function ask(Swoole\Server $server): string
    {
        $all = [];
        foreach ([['master', 0], ['manager', 0], ['worker', 0], ['worker', 1], ['task worker', 0]] as [$kind, $number]) {
            $answer = $server->command('who', $number, KINDS[$kind], ['from' => me($server)]);
            $all[] = $answer === false ? 'false ' . swoole_last_error() : "$answer[me]: $answer[data]";
        }

        return me($server) . ' has asked ' . implode(', ', $all);
    }
    $answers = new Swoole\Table(64);
    $answers->column('text', Swoole\Table::TYPE_STRING, 500);
    $answers->create();
    $server->addCommand('who', array_sum(KINDS), fn ($server, $data) => json_encode(['me' => me($server), 'data' => $data]));
    $tell = function ($server) use ($answers) {
        $answers->set((string) getmypid(), ['text' => ask($server)]);
    };
    $later = fn ($server) => Swoole\Timer::after(1, fn () => $tell($server));
    $server->on('start', $later);
    $server->on('managerStart', $later);
    $server->on('task', fn ($server) => ask($server));
    $server->on('workerStart', fn ($server) => $server->taskworker || $later($server));
    $server->addProcess(new Swoole\Process(function () use ($server, $answers) {
        $answer = $server->command('who', 1, SWOOLE_SERVER_COMMAND_WORKER, 'outside');
        $answers->set((string) getmypid(), ['text' => "a process has asked $answer[me]: $answer[data]"]);
        sleep(60);
    }));
    $server->on('message', function ($server, $frame) use ($answers) {
        if ($frame->data === 'task') {
            $server->push($frame->fd, $server->taskwait('ask', 10));
            return;
        }
        $all = [];
        foreach ($answers as $row) {
            $all[] = $row['text'];
        }
        sort($all);
        $server->push($frame->fd, implode("\n", $all));
    });
    PHP;
foreach (SwooleTest\MODES as $mode) {
    echo $mode, "\n";
    $server = Server::webSocket($setup, ['worker_num' => 2, 'task_worker_num' => 1], $mode);
    $client = WebSocketClient::connect($server->port);
    $all = '';
    SwooleTest\await(function () use ($client, $mode, &$all): bool {
        $all = $client->ask('all');

        return substr_count($all, "\n") === ($mode === 'SWOOLE_BASE' ? 3 : 4);
    }, 'some have no answers');
    echo $all, "\n", $client->ask('task'), "\n", $server->stop(), "\n", $server->output();
}
?>
--EXPECT--
SWOOLE_BASE
a process has asked worker 1: "outside"
manager has asked master: {"from":"manager"}, manager: {"from":"manager"}, master: {"from":"manager"}, worker 1: {"from":"manager"}, task worker 2: {"from":"manager"}
master has asked master: {"from":"master"}, manager: {"from":"master"}, master: {"from":"master"}, worker 1: {"from":"master"}, task worker 2: {"from":"master"}
worker 1 has asked master: {"from":"worker 1"}, manager: {"from":"worker 1"}, master: {"from":"worker 1"}, worker 1: {"from":"worker 1"}, task worker 2: {"from":"worker 1"}
task worker 2 has asked master: {"from":"task worker 2"}, manager: {"from":"task worker 2"}, master: {"from":"task worker 2"}, worker 1: {"from":"task worker 2"}, task worker 2: {"from":"task worker 2"}
exit 0
SWOOLE_PROCESS
a process has asked worker 1: "outside"
manager has asked master: {"from":"manager"}, manager: {"from":"manager"}, worker 0: {"from":"manager"}, worker 1: {"from":"manager"}, task worker 2: {"from":"manager"}
master has asked master: {"from":"master"}, manager: {"from":"master"}, worker 0: {"from":"master"}, worker 1: {"from":"master"}, task worker 2: {"from":"master"}
worker 0 has asked master: {"from":"worker 0"}, manager: {"from":"worker 0"}, worker 0: {"from":"worker 0"}, worker 1: {"from":"worker 0"}, task worker 2: {"from":"worker 0"}
worker 1 has asked master: {"from":"worker 1"}, manager: {"from":"worker 1"}, worker 0: {"from":"worker 1"}, worker 1: {"from":"worker 1"}, task worker 2: {"from":"worker 1"}
task worker 2 has asked master: {"from":"task worker 2"}, manager: {"from":"task worker 2"}, worker 0: {"from":"task worker 2"}, worker 1: {"from":"task worker 2"}, task worker 2: {"from":"task worker 2"}
exit 0

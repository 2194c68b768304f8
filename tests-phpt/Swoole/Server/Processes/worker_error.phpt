--TEST--
Swoole\Server: how a worker has ended is logged and told to workerError in the manager, and a successor starts
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, kill, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([false, true] as $objects) {
        $server = Server::webSocket(<<<'PHP'
            $server->on('workerError', function ($server, ...$arguments) {
                if ($arguments[0] instanceof Swoole\Server\StatusInfo) {
                    $info = $arguments[0];
                    $arguments = [$info->worker_id, $info->worker_pid, $info->exit_code, $info->signal, $info->status];
                }
                // Ids of processes differ from run to run.
                $arguments[1] = 'pid';
                echo 'workerError ' . json_encode($arguments) . ' ' . (getmypid() === $server->getManagerPid() ? 'in the manager' : 'elsewhere') . "\n";
            });
            $server->on('message', function ($server, $frame) {
                match ($frame->data) {
                    'exit' => exit(3),
                    'throw' => throw new DomainException('boom'),
                    'fatal' => trigger_error('fatal', E_USER_ERROR),
                    'memory' => str_repeat('x', 1 << 30) . ini_set('memory_limit', '8M'),
                    'pid' => $server->push($frame->fd, (string) getmypid()),
                    default => $server->push($frame->fd, 'served'),
                };
            });
            ini_set('memory_limit', '64M');
            ini_set('display_errors', 0);
            PHP, ['max_request' => 1000, 'event_object' => $objects], $mode);
        foreach (['exit', 'throw', 'fatal', 'memory', 'kill'] as $i => $what) {
            $client = WebSocketClient::connect($server->port);
            if ($what === 'kill') {
                kill((int) $client->ask('pid'), SIGKILL);
            } else {
                $client->send($what);
            }
            if ($mode === 'SWOOLE_BASE') {
                $client->socket->readToEnd();
            }
            await(fn () => substr_count($server->output(), 'workerError') === $i + 1, 'nobody has failed');
            show(WebSocketClient::connect($server->port)->ask('?'));
        }
        $end = $server->stop();
        $output = preg_replace('/^\[.*\.0\]/m', '[date]', $server->output());
        show(preg_replace('/pid=\d+/', 'pid', trim($output)), $end);
    }
}
?>
--EXPECT--
served
served
served
served
served
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=0, signal=9
workerError [0,"pid",0,9] in the manager
exit 0
served
served
served
served
served
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=0, signal=9
workerError [0,"pid",0,9,9] in the manager
exit 0
served
served
served
served
served
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=0, signal=9
workerError [0,"pid",0,9] in the manager
exit 0
served
served
served
served
served
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=255, signal=0
workerError [0,"pid",255,0,65280] in the manager
[date]	WARNING	Worker::report_error(): worker(pid, id=0) abnormal exit, status=0, signal=9
workerError [0,"pid",0,9,9] in the manager
exit 0

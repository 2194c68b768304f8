--TEST--
Swoole\Server: a task worker that is killed has a successor that does what was queued; the task in its hands is lost, which is logged and told to who waits for it
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\TaskServer;
use function SwooleTest\{await, kill, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([true, false] as $coroutines) {
        $server = new TaskServer(<<<'PHP'
            $server->on('task', function ($server, $id, $from, $data) {
                if ($data === 'stuck') {
                    echo "stuck\n";
                    sleep(100);
                }
                return $data;
            });
            $server->on('finish', function ($server, $id, $data) {
                echo "finished $id $data\n";
            });
            PHP, ['log_level' => SWOOLE_LOG_WARNING, 'enable_coroutine' => $coroutines], $mode);
        $pid = $server->pid(1);
        $server->run('$server->task("stuck", -1, function () {}); for ($i = 1; $i <= 500; $i++) { $server->task($i); }');
        $server->lines(1);
        kill($pid, SIGKILL);
        await(fn () => str_contains($server->server->output(), 'finished 500 500'), 'not all tasks were done');
        $output = $server->server->output();
        show(preg_match_all('/^finished (\d+) \1$/m', $output), substr_count($output, "stuck\n"));
        preg_match_all('/WARNING\t(.*)/', $output, $found);
        show(...preg_replace('/pid=\d+/', 'pid', $found[1]));
        // Who waits need not wait until the time is over; what comes behind is done.
        $pid = $server->pid(1);
        $server->client->send('return [$server->taskwait("stuck", -1), $server->taskwait("next", 10)];');
        await(fn () => substr_count($server->server->output(), "stuck\n") === 2, 'the task was not begun');
        kill($pid, SIGKILL);
        show(json_decode($server->client->receive()->payload)[0], $server->server->stop());
    }
}
?>
--EXPECT--
500
1
task[0] of worker#0, which task worker(pid, id=1) had begun, is lost unless its result was sent
Worker::report_error(): worker(pid, id=1) abnormal exit, status=0, signal=9
[false,"next"]
exit 0
500
1
task[0] of worker#0, which task worker(pid, id=1) had begun, is lost unless its result was sent
Worker::report_error(): worker(pid, id=1) abnormal exit, status=0, signal=9
[false,"next"]
exit 0
500
1
task[0] of worker#0, which task worker(pid, id=1) had begun, is lost unless its result was sent
Worker::report_error(): worker(pid, id=1) abnormal exit, status=0, signal=9
[false,"next"]
exit 0
500
1
task[0] of worker#0, which task worker(pid, id=1) had begun, is lost unless its result was sent
Worker::report_error(): worker(pid, id=1) abnormal exit, status=0, signal=9
[false,"next"]
exit 0

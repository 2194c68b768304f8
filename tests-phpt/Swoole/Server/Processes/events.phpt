--TEST--
Swoole\Server with two workers: which process calls which event, in which order, from start() to the end
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\{await, children};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $starter = getmypid();
        $say = function (string $event) use (&$server, $starter) {
            $worker = $server->getWorkerId();
            $role = match (true) {
                $worker !== false => "worker $worker",
                getmypid() === $server->getManagerPid() => 'manager',
                default => 'master',
            };
            printf("%s: %s%s\n", $role, $event, getmypid() === $starter ? ', in the process that was started' : '');
        };
        foreach (['start', 'beforeShutdown', 'shutdown', 'managerStart', 'managerStop', 'workerStart', 'workerStop', 'workerExit', 'workerError', 'beforeReload', 'afterReload'] as $event) {
            $server->on($event, function (Swoole\Server $server, mixed ...$arguments) use ($event, $say) {
                $say($event . json_encode($arguments));
            });
        }
        PHP, ['worker_num' => 2], $mode);
    await(fn () => substr_count($server->output(), 'workerStart') === 2 && substr_count($server->output(), 'rStart[]') === 1 && str_contains($server->output(), ' start[]'), 'not all have started');
    $end = $server->stop();
    // What different processes say at the same time may come in any order.
    $lines = explode("\n", trim($server->output()));
    $roles = [];
    foreach ($lines as $line) {
        [$role, $what] = explode(': ', $line, 2);
        $roles[$role][] = $what;
    }
    ksort($roles);
    echo "--- $mode, $end\n";
    foreach ($roles as $role => $all) {
        echo "$role: ", implode('; ', $all), "\n";
    }
    echo implode(' ', array_map(fn ($line) => explode('[', explode(': ', $line)[1])[0], array_slice($lines, -4))), "\n";
}
?>
--EXPECTREGEX--
--- SWOOLE_BASE, exit 0
manager: managerStart\[\], in the process that was started; managerStop\[\], in the process that was started; shutdown\[\], in the process that was started
worker 0: start\[\]; workerStart\[0\]; beforeShutdown\[\]; workerStop\[0\]
worker 1: workerStart\[1\]; workerStop\[1\]
(beforeShutdown workerStop|workerStop workerStop|workerStop beforeShutdown workerStop)? ?(workerStop )?managerStop shutdown
--- SWOOLE_PROCESS, exit 0
manager: managerStart\[\]; managerStop\[\]
master: start\[\], in the process that was started; beforeShutdown\[\], in the process that was started; shutdown\[\], in the process that was started
worker 0: workerStart\[0\]; workerStop\[0\]
worker 1: workerStart\[1\]; workerStop\[1\]
workerStop workerStop managerStop shutdown

--TEST--
Swoole\Server: open_cpu_affinity ties each worker to one processor, never to one of cpu_affinity_ignore
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\Server;
use function SwooleTest\show;

/** The processors of a list like 0-2,5. */
function processors(string $list): array
{
    $all = [];
    foreach (explode(',', trim($list)) as $part) {
        [$from, $to] = explode('-', $part) + [1 => null];
        array_push($all, ...range((int) $from, (int) ($to ?? $from)));
    }

    return $all;
}

preg_match('/^Cpus_allowed_list:\s*(.*)$/m', file_get_contents('/proc/self/status'), $match);
$mine = processors($match[1]);
foreach ([['SWOOLE_BASE', 1], ['SWOOLE_BASE', 3], ['SWOOLE_PROCESS', 3]] as [$mode, $workers]) {
    foreach ([[], array_slice($mine, 0, count($mine) - 1)] as $ignored) {
        $server = Server::webSocket(<<<'PHP'
            $server->on('workerStart', function ($server, $id) {
                preg_match('/^Cpus_allowed_list:\s*(.*)$/m', file_get_contents('/proc/self/status'), $match);
                echo "$id is on $match[1]\n";
            });
            PHP, ['worker_num' => $workers, 'open_cpu_affinity' => true, 'cpu_affinity_ignore' => $ignored], $mode);
        $left = array_values(array_diff($mine, $ignored));
        for ($id = 0; $id < $workers; $id++) {
            $server->awaitOutput("$id is on {$left[$id % count($left)]}\n");
        }
        show($server->stop());
    }
}
?>
--EXPECT--
exit 0
exit 0
exit 0
exit 0
exit 0
exit 0

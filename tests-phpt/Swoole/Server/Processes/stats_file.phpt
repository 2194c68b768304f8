--TEST--
Swoole\Server: stats_file is written again and again, as JSON, PHP or lines, for all workers
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$directory = Server::temporaryDirectory();
foreach ([1, 2] as $workers) {
    foreach (['json', 'php', 'txt'] as $type) {
        $file = "$directory/stats$workers.$type";
        $server = Server::webSocket(settings: ['worker_num' => $workers, 'stats_file' => $file, 'stats_timer_interval' => 10]);
        $clients = [WebSocketClient::connect($server->port), WebSocketClient::connect($server->port)];
        $deadline = microtime(true) + SwooleTest\PATIENCE;
        do {
            usleep(2000);
            $stats = match (true) {
                !file_exists($file) => [],
                $type === 'json' => json_decode(file_get_contents($file), true),
                $type === 'php' => include $file,
                default => array_column(array_map(fn ($line) => explode(': ', $line), file($file, FILE_IGNORE_NEW_LINES)), 1, 0),
            };
        } while (($stats['connection_num'] ?? 0) != 2 && microtime(true) < $deadline);
        show("$type " . $stats['connection_num'] . ' ' . $stats['worker_num'], count($stats), $server->stop());
    }
}
show(count(glob("$directory/*")));
?>
--EXPECT--
json 2 1
25
exit 0
php 2 1
25
exit 0
txt 2 1
25
exit 0
json 2 2
25
exit 0
php 2 2
25
exit 0
txt 2 2
25
exit 0
6

--TEST--
SWOOLE_PROCESS under load, a worker killed again and again: no connection drops, at most the message in its hands is lost, and told of
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';
require __DIR__ . '/../../../include/EchoCrowd.php';

use SwooleTest\{EchoCrowd, Server};
use function SwooleTest\{children, manager};

$server = Server::webSocket(EchoCrowd::SETUP, ['worker_num' => 3], 'SWOOLE_PROCESS');
$manager = manager($server, 'SWOOLE_PROCESS');
$kills = 0;
$crowd = EchoCrowd::run($server->port, 0.2, function () use ($manager, &$kills): void {
    $workers = children($manager);
    if ($workers !== []) {
        // It may have been killed a moment ago and reaped since.
        exec('kill -9 ' . $workers[array_rand($workers)] . ' 2>&1', $none, $code);
        $kills += (int) ($code === 0);
    }
});
$server->stop();
preg_match_all('/had begun .* lost/', $server->output(), $told);
$crowd->tell("$kills workers killed, " . count($told[0]) . ' losses told of', $server);
var_dump($kills > 5, $crowd->sent > 1_000, $crowd->dropped, $crowd->wrong, $crowd->lost <= $kills, $crowd->lost <= count($told[0]), $crowd->answered + $crowd->lost === $crowd->sent);
?>
--EXPECT--
bool(true)
bool(true)
int(0)
int(0)
bool(true)
bool(true)
bool(true)

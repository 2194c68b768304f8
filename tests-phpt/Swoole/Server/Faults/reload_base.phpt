--TEST--
SWOOLE_BASE under load, reloaded again and again: connections are handed to the successor, compression and all; none drops, no message is lost
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';
require __DIR__ . '/../../../include/EchoCrowd.php';

use SwooleTest\{EchoCrowd, Server};
use function SwooleTest\{await, awaitChildren, children};

$server = Server::webSocket(EchoCrowd::SETUP, ['worker_num' => 3] + EchoCrowd::SETTINGS, 'SWOOLE_BASE');
$before = awaitChildren($server->pid, 3);
$reloads = 0;
$crowd = EchoCrowd::run($server->port, 0.5, function () use ($server, &$reloads): void {
    $server->signal(SIGUSR1);
    $reloads++;
});
await(function () use ($server, $before): bool {
    $after = children($server->pid);
    return count($after) === 3 && array_intersect($before, $after) === [];
}, 'not all workers were replaced');
echo $server->stop(), "\n";
$crowd->tell("$reloads reloads of SWOOLE_BASE", $server);
var_dump($crowd->sent > 1_000, $crowd->dropped, $crowd->wrong, $crowd->lost, $crowd->answered === $crowd->sent);
?>
--EXPECT--
exit 0
bool(true)
int(0)
int(0)
int(0)
bool(true)

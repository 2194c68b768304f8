--TEST--
SWOOLE_PROCESS under load, reloaded again and again: no connection drops, no message is lost, none comes twice
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';
require __DIR__ . '/../../../include/EchoCrowd.php';

use SwooleTest\{EchoCrowd, Server};
use function SwooleTest\{await, awaitChildren, children, manager};

$server = Server::webSocket(EchoCrowd::SETUP, ['worker_num' => 3], 'SWOOLE_PROCESS');
$manager = manager($server, 'SWOOLE_PROCESS');
$before = awaitChildren($manager, 3);
$reloads = 0;
$crowd = EchoCrowd::run($server->port, 0.5, function () use ($server, &$reloads): void {
    $server->signal(SIGUSR1);
    $reloads++;
});
await(function () use ($manager, $before): bool {
    $after = children($manager);
    return count($after) === 3 && array_intersect($before, $after) === [];
}, 'not all workers were replaced');
echo $server->stop(), "\n";
$crowd->tell("$reloads reloads", $server);
var_dump($crowd->sent > 1_000, $crowd->dropped, $crowd->wrong, $crowd->lost, $crowd->answered === $crowd->sent);
?>
--EXPECT--
exit 0
bool(true)
int(0)
int(0)
int(0)
bool(true)

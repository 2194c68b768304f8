--TEST--
SWOOLE_PROCESS: a long message that a worker has taken a part of when it is told to end is not lost
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Frame, Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children};

$file = tempnam(sys_get_temp_dir(), 'swoole-test-');
$server = Server::webSocket(<<<'PHP'
    $server->on('workerStart', function ($server, $worker) {
        if ($worker === 1) {
            Swoole\Timer::tick(1, fn () => ($GLOBALS['blocks'] ?? fn () => null)());
        }
    });
    $server->on('message', function ($server, $frame) {
        if (str_starts_with($frame->data, '/')) {
            // From now on, each turn of the loop ends when the test says so.
            $GLOBALS['blocks'] = function () use ($frame) {
                static $turns = 0;
                $turns++;
                file_put_contents($frame->data, "in $turns");
                while (($said = file_get_contents($frame->data)) === "in $turns" || $said === '') {
                    usleep(1000);
                }
                if ($said === 'end') {
                    unset($GLOBALS['blocks']);
                }
            };
        } else {
            $server->push($frame->fd, md5($frame->data));
        }
    });
    PHP, ['worker_num' => 2, 'reactor_num' => 1, 'hook_flags' => 0, 'log_level' => SWOOLE_LOG_NONE, 'package_max_length' => 32 << 20], 'SWOOLE_PROCESS');
$clients = [];
foreach ([1, 2, 3] as $fd) {
    $clients[$fd] = WebSocketClient::connect($server->port);
}
$manager = awaitChildren($server->pid, 1)[0];
$old = awaitChildren($manager, 2);
$clients[1]->send($file);
await(fn () => file_get_contents($file) === 'in 1', 'the worker does not stand still');
// For the same worker, and more than the way to it takes.
$long = random_bytes(8 << 20);
$clients[3]->send($long, Frame::BINARY);
// The other one answers what came later: the reactor has all of it.
$clients[2]->ask('?');
file_put_contents($file, 'go on');
await(fn () => file_get_contents($file) === 'in 2', 'the worker does not go on');
$server->signal(SIGUSR1);
// The first worker is replaced, then the other one is told to end, which it sees after this turn.
await(fn () => children($manager)[0] !== $old[0] && count(children($manager)) === 2, 'the first worker was not replaced');
usleep(100_000);
file_put_contents($file, 'end');
var_dump($clients[3]->receiveMessage() === md5($long));
await(fn () => count(children($manager)) === 2 && array_intersect($old, children($manager)) === [], 'not all workers were replaced');
echo $server->stop(), "\n";
unlink($file);
?>
--EXPECT--
bool(true)
exit 0

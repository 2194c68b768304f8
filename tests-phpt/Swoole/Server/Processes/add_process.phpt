--TEST--
Swoole\Server::addProcess(): beneath the manager, with a number behind the workers; it pushes, is restarted when it ends, and ends with the server
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitGone, children, family, kill, manager, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([false, true] as $coroutine) {
        $coroutineText = var_export($coroutine, true);
        $server = Server::webSocket(<<<PHP
            \$process = new Swoole\\Process(function (Swoole\\Process \$process) use (&\$server) {
                echo json_encode([
                    \$process->id, \$process->pid === getmypid(), \$server->getWorkerPid(\$process->id) === getmypid(), \$server->worker_id,
                    \$server->manager_pid === \$server->getManagerPid(), \$server->stats()['user_worker_num'], Swoole\\Coroutine::getCid() > 0,
                ]) . "\\n";
                while (true) {
                    foreach (\$server->connections as \$fd) {
                        if (\$server->isEstablished(\$fd)) {
                            \$server->push(\$fd, (string) getmypid());
                            Swoole\\Coroutine::getCid() > 0 ? Swoole\\Coroutine::sleep(60) : sleep(60);
                        }
                    }
                    Swoole\\Coroutine::getCid() > 0 ? Swoole\\Coroutine::sleep(0.002) : usleep(2000);
                }
            }, false, 0, $coroutineText);
            echo json_encode([\$server->addProcess(\$process), \$process->id]) . "\\n";
            \$server->on('workerStart', function (\$server) use (\$process) {
                echo json_encode(@\$server->addProcess(\$process)) . "\\n";
            });
            PHP, ['log_level' => SWOOLE_LOG_ERROR], $mode);
        $manager = manager($server, $mode);
        $first = WebSocketClient::connect($server->port);
        $pid = (int) explode(' ', (string) $first->receive())[1];
        $isChild = in_array($pid, children($manager), true);
        kill($pid, SIGKILL);
        awaitGone([$pid]);
        // Its successor greets as well.
        $next = (int) explode(' ', (string) $first->receive())[1];
        show($isChild, in_array($next, children($manager), true), $next !== $pid);
        $family = family($server->pid);
        show($server->stop());
        awaitGone($family);
        $lines = explode("\n", trim($server->output()));
        sort($lines);
        show(...$lines);
    }
}
?>
--EXPECT--
true
true
true
exit 0
[0,0]
[1,true,true,-1,true,1,false]
[1,true,true,-1,true,1,false]
false
true
true
true
exit 0
[0,0]
[1,true,true,-1,true,1,true]
[1,true,true,-1,true,1,true]
false
true
true
true
exit 0
[0,0]
[1,true,true,-1,true,1,false]
[1,true,true,-1,true,1,false]
false
true
true
true
exit 0
[0,0]
[1,true,true,-1,true,1,true]
[1,true,true,-1,true,1,true]
false

--TEST--
Swoole\Server::reload() and SIGUSR1 replace the workers, one after the other: events, new code, and connections that go on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, children, manager, show};

foreach (SwooleTest\MODES as $mode) {
    foreach ([true, false] as $async) {
        $code = Server::temporaryDirectory() . '/code.php';
        file_put_contents($code, '<?php return "old";');
        $server = Server::webSocket(<<<PHP
            \$server->on('workerStart', function (\$server, \$id) use (&\$code) {
                \$code = require '$code';
                echo "workerStart \$id\n";
            });
            foreach (['beforeReload', 'afterReload', 'workerError'] as \$event) {
                \$server->on(\$event, function (\$server) use (\$event) {
                    echo \$event . ' ' . (\$server->getWorkerId() === false ? 'in the manager' : 'elsewhere') . "\n";
                });
            }
            \$server->on('workerStop', function (\$server, \$id) {
                echo "workerStop \$id\n";
            });
            \$server->on('message', function (\$server, \$frame) use (&\$code) {
                \$server->push(\$frame->fd, \$frame->data === 'reload' ? var_export(\$server->reload(), true) : \$code);
            });
            PHP, ['worker_num' => 2, 'enable_coroutine' => $async, 'reload_async' => $async, 'log_level' => SWOOLE_LOG_WARNING], $mode);
        await(fn () => substr_count($server->output(), 'workerStart') === 2, 'not all have started');
        $manager = manager($server, $mode);
        foreach (['new' => 'SIGUSR1', 'newest' => 'reload'] as $version => $how) {
            $client = WebSocketClient::connect($server->port);
            $before = $client->ask('?');
            $old = children($manager);
            $server->newOutput();
            file_put_contents($code, "<?php return '$version';");
            echo $how === 'reload' ? $client->ask('reload') : $server->signal(SIGUSR1), $how === 'reload' ? "\n" : '';
            $round = $version === 'new' ? 1 : 2;
            await(fn () => substr_count($server->output(), 'afterReload') === $round, 'the reload does not end');
            $lines = explode("\n", trim($server->newOutput()));
            await(fn () => array_intersect($old, children($manager)) === [], 'old workers are left');
            show($before, $client->ask('?'), count(children($manager)), $lines[0], end($lines));
            sort($lines);
            show(implode(', ', array_diff($lines, ['beforeReload in the manager', 'afterReload in the manager'])));
        }
        show($server->stop());
    }
}
?>
--EXPECT--
old
new
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
true
new
newest
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
exit 0
old
new
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
true
new
newest
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
exit 0
old
new
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
true
new
newest
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
exit 0
old
new
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
true
new
newest
2
beforeReload in the manager
afterReload in the manager
workerStart 0, workerStart 1, workerStop 0, workerStop 1
exit 0

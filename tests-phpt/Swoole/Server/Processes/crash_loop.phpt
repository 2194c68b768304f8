--TEST--
Swoole\Server: workers that fail at their start are started again more and more slowly, and the others serve on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$file = Server::temporaryDirectory() . '/broken';
foreach (SwooleTest\MODES as $mode) {
    touch($file);
    $server = Server::webSocket(<<<PHP
        \$server->on('workerStart', function (\$server, \$id) {
            clearstatcache();
            if (\$id === 1 && file_exists('$file')) {
                exit(1);
            }
            echo "worker \$id serves\n";
        });
        ini_set('display_errors', 0);
        PHP, ['worker_num' => 2], $mode);
    // The first failure costs nothing.
    $server->awaitOutput('has failed at its start 2 times in a row, the next one starts in 100 ms');
    $server->awaitOutput('has failed at its start 4 times in a row, the next one starts in 400 ms');
    if ($mode === 'SWOOLE_BASE') {
        show(WebSocketClient::connect($server->port)->ask('served'));
    }
    unlink($file);
    $server->awaitOutput('worker 1 serves');
    // In SWOOLE_PROCESS one of them belongs to each worker.
    show(WebSocketClient::connect($server->port)->ask('served'), WebSocketClient::connect($server->port)->ask('served'));
    show($server->stop());
}
?>
--EXPECT--
served
served
served
exit 0
served
served
exit 0

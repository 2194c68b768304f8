--TEST--
Swoole\Server: daemonize with workers: pid_file names the one that a signal stops, and all are gone then
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{awaitGone, family, kill, show};

foreach (SwooleTest\MODES as $mode) {
    $directory = Server::temporaryDirectory();
    $server = Server::spawnWebSocket(<<<'PHP'
        $server->on('shutdown', function () {
            echo "shut down\n";
        });
        PHP, ['worker_num' => 2, 'daemonize' => true, 'log_file' => "$directory/log", 'pid_file' => "$directory/pid"], $mode);
    show($server->awaitExit());
    $server->awaitDaemon();
    $pid = (int) file_get_contents("$directory/pid");
    $client = WebSocketClient::connect($server->port);
    $family = family($pid);
    show($client->ask('served'), count($family), $pid !== $server->pid);
    kill($pid, SIGTERM);
    show($client->receiveCloseCode());
    $client->socket->close();
    awaitGone($family);
    show(file_exists("$directory/pid"), trim(file_get_contents("$directory/log")));
}
?>
--EXPECT--
exit 0
served
3
true
close 1001
false
shut down
exit 0
served
4
true
close 1001
false
shut down

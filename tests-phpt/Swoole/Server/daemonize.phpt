--TEST--
Swoole\Server: daemonize leaves the terminal; output goes to log_file, pid_file names the daemon
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$directory = Server::temporaryDirectory();
$server = Server::spawnWebSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        echo "printed by the daemon\n";
        $server->push($frame->fd, (string) getmypid());
    });
    $server->on('shutdown', function () {
        echo "shut down\n";
    });
    PHP, ['daemonize' => true, 'log_file' => "$directory/log", 'pid_file' => "$directory/pid"]);
echo $server->awaitExit(), "\n";
$server->awaitDaemon();
$pid = (int) WebSocketClient::connect($server->port)->ask('?');
try {
    var_dump($pid !== $server->pid, (int) file_get_contents("$directory/pid") === $pid);
    $stat = explode(' ', file_get_contents("/proc/$pid/stat"));
    var_dump((int) $stat[5] !== (int) explode(' ', file_get_contents('/proc/self/stat'))[5]);
} finally {
    posix_kill($pid, SIGTERM);
    $deadline = microtime(true) + SwooleTest\PATIENCE;
    while (posix_kill($pid, 0) && microtime(true) < $deadline) {
        usleep(2000);
    }
    posix_kill($pid, SIGKILL);
}
echo file_get_contents("$directory/log");
?>
--EXPECT--
exit 0
bool(true)
bool(true)
bool(true)
printed by the daemon
shut down

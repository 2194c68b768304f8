--TEST--
Swoole\Server: daemonize leaves the terminal; output goes to log_file, pid_file names the daemon
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$directory = Server::temporaryDirectory();
$session = fn (int|string $process): int => (int) explode(' ', file_get_contents("/proc/$process/stat"))[5];
try {
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
    var_dump($pid !== $server->pid, (int) file_get_contents("$directory/pid") === $pid, $session($pid) !== $session('self'));
} finally {
    $daemon = (int) @file_get_contents("$directory/pid");
    if ($daemon > 1) {
        posix_kill($daemon, SIGTERM);
        $deadline = microtime(true) + SwooleTest\PATIENCE;
        while (posix_kill($daemon, 0) && microtime(true) < $deadline) {
            usleep(2000);
        }
        posix_kill($daemon, SIGKILL);
    }
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

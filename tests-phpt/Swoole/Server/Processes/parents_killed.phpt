--TEST--
Swoole\Server: when the manager or the master is killed, all others end soon: no process and no port is left
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{awaitGone, children, family, isHeld, kill, show};

foreach ([['SWOOLE_BASE', 'manager'], ['SWOOLE_PROCESS', 'manager'], ['SWOOLE_PROCESS', 'master']] as [$mode, $victim]) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('shutdown', function () {
            echo "shutdown\n";
        });
        $server->on('message', function ($server, $frame) {
            if ($frame->data === 'hang') {
                echo "hangs\n";
                while (true);
            }
            $server->push($frame->fd, (string) getmypid());
        });
        PHP, ['worker_num' => 2, 'max_wait_time' => 0.5], $mode);
    // One of the workers hangs.
    $hanging = WebSocketClient::connect($server->port);
    $pid = $hanging->ask('?');
    do {
        $client = WebSocketClient::connect($server->port);
    } while ($client->ask('?') === $pid);
    $hanging->send('hang');
    $server->awaitOutput("hangs\n");
    $family = family($server->pid);
    kill($mode === 'SWOOLE_BASE' || $victim === 'master' ? $server->pid : children($server->pid)[0], SIGKILL);
    $start = microtime(true);
    // The sockets of SWOOLE_PROCESS are the master's.
    $close = $victim === 'master' ? $client->socket->readToEnd() : $client->receiveCloseCode();
    $client->socket->close();
    $hanging->socket->close();
    $server->awaitExit();
    awaitGone($family);
    $seconds = microtime(true) - $start;
    show("$mode, $victim: $close", count($family), $seconds < 5 ? 'soon' : $seconds, isHeld($server->port));
    echo preg_replace(['/^\[.*?\]\s*/m', '/pid=\d+, id=\d/'], ['', 'pid, id'], $server->output());
}
?>
--EXPECT--
SWOOLE_BASE, manager: close 1001
3
soon
false
hangs
SWOOLE_PROCESS, manager: close 1001
4
soon
false
hangs
ERROR	Fatal Error: manager process exit. status=0, signal=9; the server stops
shutdown
SWOOLE_PROCESS, master: 
4
soon
false
hangs
WARNING	force kill worker process(pid, id)
WARNING	the event of session#1 that worker(pid, id) had begun is lost

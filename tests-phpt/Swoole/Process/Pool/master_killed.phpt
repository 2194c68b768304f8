--TEST--
Swoole\Process\Pool: workers end when the master is killed
--FILE--
<?php
use Swoole\{Process, Process\Pool};

foreach ([SWOOLE_IPC_NONE, SWOOLE_IPC_UNIXSOCK, SWOOLE_IPC_MSGQUEUE] as $type) {
    [$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $master = new Process(function () use ($ours, $theirs, $type) {
        fclose($ours);
        $pool = new Pool(2, $type, 0);
        $pool->on('WorkerStart', function (Pool $pool, int $id) use ($theirs, $type) {
            fwrite($theirs, 'x');
            while ($type === SWOOLE_IPC_NONE) {
                sleep(100);
            }
        });
        if ($type !== SWOOLE_IPC_NONE) {
            $pool->on('Message', fn () => 1);
        }
        $pool->start();
    }, false, 0);
    $pid = $master->start();
    fclose($theirs);
    fread($ours, 1);
    fread($ours, 1);
    Process::kill($pid, SIGKILL);
    Process::wait();
    // The end of the stream comes when all of them have gone.
    var_dump(stream_get_contents($ours));
}
?>
--EXPECT--
string(0) ""
string(0) ""
string(0) ""

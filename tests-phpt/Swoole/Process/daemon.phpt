--TEST--
Swoole\Process::daemon(): goes on in another process of another session, with streams of its own
--EXTENSIONS--
posix
--FILE--
<?php
use Swoole\Process;

[$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$process = new Process(function () use ($theirs, $ours) {
    fclose($ours);
    $before = getmypid();
    Process::daemon(true, true, [null, $theirs]);
    var_dump(getmypid() !== $before, posix_getsid(0) !== posix_getsid($before));
    Swoole\Timer::after(1, fn () => print("timer\n"));
    Swoole\Event::wait();
});
$process->start();
var_dump(Process::wait()['code']);
fclose($theirs);
echo stream_get_contents($ours);
?>
--EXPECT--
int(0)
bool(true)
bool(true)
timer

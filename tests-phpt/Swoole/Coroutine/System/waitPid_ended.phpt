--TEST--
Swoole\Coroutine\System::waitPid(): a child that has ended before
--EXTENSIONS--
pcntl
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

[$parent, $child] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$pid = pcntl_fork();
if ($pid === 0) {
    exit(9);
}
fclose($child);
// End of stream when the child has ended.
fread($parent, 1);
usleep(20000);
Coroutine\run(function () use ($pid) {
    $result = System::waitPid($pid);
    echo json_encode([$result['pid'] === $pid, $result['code'], $result['signal']]), "\n";
});
?>
--EXPECT--
[true,9,0]

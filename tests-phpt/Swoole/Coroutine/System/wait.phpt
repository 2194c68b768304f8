--TEST--
Swoole\Coroutine\System::wait(): any child that ends, with exit code and signal; false after a timeout or without children
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

/** Makes a child that ends in one of two ways when it is told to. */
function child(callable $end): array
{
    [$parent, $child] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $pid = pcntl_fork();
    if ($pid === 0) {
        fclose($parent);
        fread($child, 1);
        $end();
    }
    fclose($child);

    return [$pid, $parent];
}
[$first, $go1] = child(fn () => exit(7));
[$second, $go2] = child(fn () => posix_kill(posix_getpid(), SIGKILL));
Coroutine\run(function () use ($first, $second, $go1, $go2) {
    var_dump(System::wait(0.01));
    go(function () use ($first, $second, $go2) {
        $result = System::wait();
        echo json_encode([$result['pid'] === $first, $result['code'], $result['signal']]), "\n";
        fwrite($go2, 'x');
        $result = System::wait(10);
        echo json_encode([$result['pid'] === $second, $result['signal']]), "\n";
        var_dump(System::wait(0.01));
    });
    echo "main goes on\n";
    fwrite($go1, 'x');
});
?>
--EXPECT--
bool(false)
main goes on
[true,7,0]
[true,9]
bool(false)

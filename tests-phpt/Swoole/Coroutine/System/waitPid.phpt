--TEST--
Swoole\Coroutine\System::waitPid(): one certain child; false after the timeout and for a pid that is no child
--EXTENSIONS--
pcntl
posix
--FILE--
<?php
use Swoole\Coroutine;
use Swoole\Coroutine\System;

function child(int $code): array
{
    [$parent, $child] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $pid = pcntl_fork();
    if ($pid === 0) {
        fclose($parent);
        fread($child, 1);
        exit($code);
    }
    fclose($child);

    return [$pid, $parent];
}
[$first, $go1] = child(1);
[$second, $go2] = child(2);
Coroutine\run(function () use ($first, $second, $go1, $go2) {
    var_dump(System::waitPid($second, 0.01));
    foreach (['second' => $second, 'first' => $first] as $name => $pid) {
        $ids[$name] = go(function () use ($name, $pid) {
            $result = System::waitPid($pid, 10);
            echo $name, ' ', json_encode([$result['pid'] === $pid, $result['code'], $result['signal']]), "\n";
        });
    }
    fwrite($go1, 'x');
    Coroutine::join([$ids['first']]);
    fwrite($go2, 'x');
    Coroutine::join([$ids['second']]);
    // It has been waited for already.
    var_dump(System::waitPid($first, 0.01), System::waitPid(posix_getpid(), 0.01));
});
?>
--EXPECT--
bool(false)
first [true,1,0]
second [true,2,0]
bool(false)
bool(false)

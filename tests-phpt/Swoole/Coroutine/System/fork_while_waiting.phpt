--TEST--
A child that is forked while coroutines wait for threads and children gets no result there, and ends; its parent gets all
--EXTENSIONS--
ffi
pcntl
posix
--FILE--
<?php
require __DIR__ . '/../../../include/threads.php';

use Swoole\Coroutine;
use Swoole\Coroutine\System;
use function SwooleTest\tell;

Coroutine::set(['hook_flags' => 0]);
$path = tempnam(sys_get_temp_dir(), 'swoole-');
$file = fopen($path, 'w');
flock($file, LOCK_EX);
[$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$first = pcntl_fork();
if ($first === 0) {
    fclose($one);
    fread($other, 1);
    posix_kill(posix_getpid(), SIGKILL);
}
fclose($other);

// pcntl_fork() is refused while there are coroutines; others may fork all the same.
$system = FFI::cdef('int fork(void); int waitpid(int, int *, int);');
$who = 'parent';
go(function () use ($path, &$who, &$one): void {
    tell('readFile', function () use ($path, &$who) {
        $content = System::readFile($path, LOCK_EX);
        echo "$who: ";
        return $content;
    });
    $one = null;
});
go(function () use ($first, &$who): void {
    tell('waitPid', function () use ($first, &$who) {
        $end = System::waitPid($first);
        echo "$who: ";
        return $end['signal'] ?? false;
    });
});
$pid = $system->fork();
if ($pid === 0) {
    $who = 'child';
    $one = $file = null;
    // The script ends, and with it the loop that runs then.
    return;
}
$status = FFI::new('int');
$system->waitpid($pid, FFI::addr($status), 0);
echo 'status ', $status->cdata, "\n";
fwrite($file, 'content');
flock($file, LOCK_UN);
register_shutdown_function(unlink(...), $path);
?>
--EXPECT--
child: readFile: false SWOOLE_ERROR_AIO_CANCELED
child: waitPid: false 10
status 0
parent: readFile: "content"
parent: waitPid: 9

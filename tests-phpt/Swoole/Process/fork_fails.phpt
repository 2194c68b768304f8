--TEST--
Swoole\Process::start(): a system without room for a process gives a warning and its error
--EXTENSIONS--
posix
--SKIPIF--
<?php if (posix_getuid() !== 0) die('skip needs a user that nobody else is'); ?>
--FILE--
<?php
use Swoole\Process;

posix_setgid(54321);
posix_setuid(54321);
posix_setrlimit(POSIX_RLIMIT_NPROC, 1, 1);
$process = new Process(fn () => 1);
var_dump($process->start(), swoole_last_error() === SOCKET_EAGAIN, $process->pid);
?>
--EXPECTF--
Warning: Swoole\Process::start(): fork() failed, Error: Resource temporarily unavailable[11] in %s on line %d
bool(false)
bool(true)
NULL

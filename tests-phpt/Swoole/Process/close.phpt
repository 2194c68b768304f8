--TEST--
Swoole\Process::close(): one end, one direction, both
--FILE--
<?php
use Swoole\Process;

$process = new Process(function (Process $process) {
    $process->close(Process::PIPE_MASTER);
    $process->write('last');
}, false, Process::PIPE_TYPE_STREAM);
$process->start();
var_dump($process->close(Process::PIPE_WORKER), $process->close(Process::PIPE_WORKER));
var_dump($process->read(), $process->read());
Process::wait();
var_dump($process->write('x'), swoole_last_error() === SOCKET_EPIPE);
var_dump($process->close(), $process->close(), $process->read());

$process = new Process(fn () => 1, false, Process::PIPE_TYPE_STREAM);
var_dump($process->close(Process::PIPE_READ), $process->read());
var_dump($process->close(Process::PIPE_WRITE), $process->write('x'));
?>
--EXPECTF--
Warning: Swoole\Process::close(): close() failed, Error: Bad file descriptor[9] in %s on line %d
bool(true)
bool(false)
string(4) "last"
string(0) ""

Warning: Swoole\Process::write(): write() failed, Error: Broken pipe[32] in %s on line %d
bool(false)
bool(true)

Warning: Swoole\Process::close(): no pipe, cannot close the pipe in %s on line %d

Warning: Swoole\Process::read(): no pipe, cannot read from pipe in %s on line %d
bool(true)
bool(false)
bool(false)
bool(true)
string(0) ""

Warning: Swoole\Process::write(): write() failed, Error: Broken pipe[32] in %s on line %d
bool(true)
bool(false)

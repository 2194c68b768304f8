--TEST--
Swoole\Process: read() and write() through both kinds of pipe, their limits and their timeouts
--FILE--
<?php
use Swoole\Process;

foreach ([Process::PIPE_TYPE_STREAM, Process::PIPE_TYPE_DGRAM] as $type) {
    $process = new Process(function (Process $process) {
        $process->write('one');
        $process->write('two');
        for ($bytes = 0; $bytes < 18; $bytes += strlen($process->read()));
    }, false, $type);
    $process->start();
    $process->setTimeout(5);
    // A message ends a read, in a stream nothing does.
    $first = $process->read(3);
    var_dump($first);
    for ($read = ''; strlen($read) < 3; $read .= $process->read());
    var_dump($read, $process->write('more than three'), $process->write('end'));
    Process::wait();
    $process->setTimeout(0.001);
    var_dump($process->read(), swoole_last_error() === SWOOLE_ERROR_SOCKET_POLL_TIMEOUT);
    $process->setBlocking(false);
    $process->setTimeout(0);
    var_dump($process->read(), swoole_last_error() === SOCKET_EAGAIN, $process->setBlocking(true));
}
var_dump($process->write(''));
try {
    $process->read(0);
} catch (ValueError $error) {
    echo $error->getMessage(), "\n";
}
$process = new Process(fn () => 1, false, Process::PIPE_TYPE_NONE);
var_dump($process->pipe, $process->read(), $process->write('x'), $process->close());
var_dump($process->setTimeout(1), $process->setBlocking(true), $process->exportSocket());
?>
--EXPECTF--
string(3) "one"
string(3) "two"
int(15)
int(3)
bool(false)
bool(true)
bool(false)
bool(true)
bool(true)
string(3) "one"
string(3) "two"
int(15)
int(3)
bool(false)
bool(true)
bool(false)
bool(true)
bool(true)

Warning: Swoole\Process::write(): the data to send is empty in %s on line %d
bool(false)
Swoole\Process::read(): Argument #1 ($size) must be greater than 0

Warning: Swoole\Process::read(): no pipe, cannot read from pipe in %s on line %d

Warning: Swoole\Process::write(): no pipe, cannot write into pipe in %s on line %d

Warning: Swoole\Process::close(): no pipe, cannot close the pipe in %s on line %d
NULL
bool(false)
bool(false)
bool(false)

Warning: Swoole\Process::setTimeout(): no pipe, cannot setTimeout the pipe in %s on line %d

Warning: Swoole\Process::setBlocking(): no pipe, cannot setBlocking the pipe in %s on line %d

Warning: Swoole\Process::exportSocket(): no pipe, cannot export stream in %s on line %d
bool(false)
bool(false)
bool(false)

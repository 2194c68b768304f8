--TEST--
Swoole\Process::start(): the child runs the callback; ids, pipe; wait() tells how it has ended
--FILE--
<?php
use Swoole\Process;

$process = new Process(function (Process $process) {
    $process->write(json_encode([$process->pid === getmypid(), is_int($process->pipe), $process->id]));
});
var_dump($process->pid, $process->id, is_int($process->pipe));
$pid = $process->start();
var_dump($pid === $process->pid, $process->read());
var_dump($process->start());
var_dump(Process::wait() === ['pid' => $pid, 'code' => 0, 'signal' => 0]);
var_dump(Process::wait(), Process::wait(false));
// Once it has ended, it may be started again.
var_dump(is_int($process->start()), $process->read(), Process::wait()['pid'] === $process->pid);
try {
    $process->__construct(fn () => 1);
} catch (Error $error) {
    echo $error->getMessage(), "\n";
}
?>
--EXPECTF--
NULL
int(1)
bool(true)
bool(true)
string(13) "[true,true,1]"

Warning: Swoole\Process::start(): process has already been started in %s on line %d
bool(false)
bool(true)
bool(false)
bool(false)
bool(true)
string(13) "[true,true,1]"
bool(true)
Constructor of Swoole\Process can only be called once

--TEST--
Swoole\Process: the pipe in Event::add()
--FILE--
<?php
use Swoole\{Event, Process};

$process = new Process(fn (Process $process) => $process->write('hello'));
$process->start();
Event::add($process->pipe, function ($pipe) use ($process) {
    var_dump($pipe === $process->pipe, $process->read());
    Event::del($pipe);
});
Event::wait();
var_dump(Process::wait()['code']);
?>
--EXPECT--
bool(true)
string(5) "hello"
int(0)

--TEST--
Swoole\Process: the standard streams of a child are its end of the pipe
--FILE--
<?php
use Swoole\Process;

$process = new Process(function () {
    echo 'got ', fgets(STDIN);
    fwrite(STDERR, "error\n");
}, true);
$process->start();
$process->write("line\n");
Process::wait();
$process->close(Process::PIPE_WORKER);
$read = '';
while (($part = $process->read()) !== '') {
    $read .= $part;
}
echo $read;
?>
--EXPECT--
got line
error

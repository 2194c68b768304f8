--TEST--
Swoole\Process::exportSocket(): coroutines of parent and child talk through the pipe
--FILE--
<?php
use Swoole\{Coroutine, Process};

foreach ([Process::PIPE_TYPE_STREAM, Process::PIPE_TYPE_DGRAM] as $type) {
    $process = new Process(function (Process $process) {
        $socket = $process->exportSocket();
        while (($message = $socket->recv()) !== 'end') {
            $socket->send(strtoupper($message));
        }
    }, false, $type, true);
    $process->start();
    Coroutine\run(function () use ($process) {
        $socket = $process->exportSocket();
        var_dump(get_class($socket), $socket === $process->exportSocket());
        $socket->send('hello');
        var_dump($socket->recv());
        $socket->send('end');
        var_dump(Coroutine\System::wait()['code']);
    });
}
?>
--EXPECT--
string(23) "Swoole\Coroutine\Socket"
bool(true)
string(5) "HELLO"
int(0)
string(23) "Swoole\Coroutine\Socket"
bool(true)
string(5) "HELLO"
int(0)

--TEST--
Swoole\Process::write() without blocking: the loop writes what there is no room for, in order
--FILE--
<?php
use Swoole\{Event, Process, Timer};

foreach ([Process::PIPE_TYPE_STREAM, Process::PIPE_TYPE_DGRAM] as $type) {
    $process = new Process(function (Process $process) {
        $hash = hash_init('md5');
        $bytes = 0;
        while ($bytes < 200 * 50_000) {
            $read = $process->read(50_000);
            $bytes += strlen($read);
            hash_update($hash, $read);
        }
        $process->write(hash_final($hash));
    }, false, $type);
    $process->start();
    $process->setBlocking(false);
    $hash = hash_init('md5');
    Timer::after(1, function () use ($process, $hash) {
        $written = 0;
        for ($i = 0; $i < 200; ++$i) {
            $message = str_repeat(chr($i), 50_000);
            hash_update($hash, $message);
            $written += $process->write($message);
        }
        var_dump($written);
    });
    Event::wait();
    $process->setBlocking(true);
    var_dump($process->read() === hash_final($hash));
    Process::wait();
}
?>
--EXPECT--
int(10000000)
bool(true)
int(10000000)
bool(true)

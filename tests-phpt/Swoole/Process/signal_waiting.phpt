--TEST--
Swoole\Process::signal(): signals with callbacks do not interrupt what waits without a loop; those of pcntl do
--EXTENSIONS--
pcntl
--FILE--
<?php
use Swoole\{Event, Process, Timer};

$called = false;
Process::signal(SIGALRM, function () use (&$called) { $called = true; });
// One after the other, so that each wait meets some.
Process::alarm(1000);

$show = function (string $what, float $least, callable $wait) {
    $start = hrtime(true);
    $result = $wait();
    echo $what, ' ', json_encode([$result, hrtime(true) - $start >= $least * 1e9]), "\n";
};
[$ours, $theirs] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
$show('sleep', 1, fn () => sleep(1));
$show('usleep', 0.02, fn () => usleep(20_000));
$show('time_nanosleep', 0.02, fn () => time_nanosleep(0, 20_000_000));
$show('time_sleep_until', 0.01, fn () => time_sleep_until(microtime(true) + 0.02));
$show('stream_select', 0.02, function () use ($ours) {
    [$read, $none] = [[$ours], null];
    return stream_select($read, $none, $none, 0, 20_000);
});
$queue = new Process(function (Process $queue) {
    usleep(20_000);
    $queue->push('job');
}, false, 0);
$queue->useQueue(0x5358 << 16 | getmypid() & 0xffff);
$queue->start();
$show('pop', 0, fn () => $queue->pop());
Process::wait();

var_dump($called);
Process::alarm(-1);
Timer::after(1, fn () => 1);
Event::wait();
var_dump($called);

Process::signal(SIGALRM);
pcntl_signal(SIGALRM, fn () => 1);
Process::alarm(1000);
$show('pop', 0, fn () => $queue->pop());
Process::alarm(-1);
$queue->freeQueue();
?>
--EXPECT--
sleep [0,true]
usleep [null,true]
time_nanosleep [true,true]
time_sleep_until [true,true]
stream_select [0,true]
pop ["job",true]
bool(false)
bool(true)
pop [false,true]

--TEST--
Hooked streams: waiting costs nothing while the peer has only said that it sends no more, or something else than what is waited for
--FILE--
<?php
use Swoole\Coroutine;

const WAIT = 0.2;

/** Whether $wait waits, but keeps the processor for less than a half of the time. */
function waits(callable $wait): bool
{
    $cpu = function (): float {
        $usage = getrusage();

        return $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] + ($usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec']) / 1e6;
    };
    [$start, $used] = [microtime(true), $cpu()];
    $wait();

    return microtime(true) - $start >= WAIT * 0.9 && $cpu() - $used < WAIT / 2;
}

function select(?array $read, ?array $write, ?array $except): int
{
    return stream_select($read, $write, $except, 0, (int) (WAIT * 1e6));
}

Coroutine\run(function (): void {
    $fill = function ($stream): void {
        stream_set_blocking($stream, false);
        while (@fwrite($stream, str_repeat('x', 65536)) > 0);
        stream_set_blocking($stream, true);
    };
    $pair = fn () => stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);

    [$one, $other] = $pair();
    stream_socket_shutdown($other, STREAM_SHUT_WR);
    $fill($one);
    stream_set_timeout($one, 0, (int) (WAIT * 1e6));
    echo 'fwrite: ', json_encode(waits(fn () => @fwrite($one, 'x'))), "\n";
    echo 'select to write: ', json_encode(waits(fn () => select(null, [$one], null))), "\n";

    [$one, $other] = $pair();
    fwrite($other, 'x');
    echo 'select for urgent data, others are there: ', json_encode(waits(fn () => select(null, null, [$one]))), "\n";
    fclose($other);
    echo 'select for urgent data, the peer is gone: ', json_encode(waits(fn () => select(null, null, [$one]))), "\n";

    [$one, $other] = $pair();
    $fill($one);
    fwrite($other, 'x');
    echo 'select to write, others are there to read: ', json_encode(waits(fn () => select(null, [$one], null))), "\n";

    $file = fopen(__FILE__, 'r');
    $others = 0;
    $ticker = Coroutine::create(function () use (&$others): void {
        while (Coroutine::sleep(0.01)) {
            $others++;
        }
    });
    echo 'select for urgent data of a file: ', json_encode(waits(fn () => select(null, null, [$file]))), "\n";
    var_dump($others > 0);
    Coroutine::cancel($ticker);
});
?>
--EXPECT--
fwrite: true
select to write: true
select for urgent data, others are there: true
select for urgent data, the peer is gone: true
select to write, others are there to read: true
select for urgent data of a file: true
bool(true)

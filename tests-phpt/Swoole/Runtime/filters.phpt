--TEST--
Hooked streams: filters that wait themselves, and one that is appended while another coroutine reads
--FILE--
<?php
use Swoole\Coroutine;

class Slow extends php_user_filter
{
    public function filter($in, $out, &$consumed, bool $closing): int
    {
        while ($bucket = stream_bucket_make_writeable($in)) {
            Coroutine::sleep(0.001);
            $bucket->data = strtoupper($bucket->data);
            $consumed += $bucket->datalen;
            stream_bucket_append($out, $bucket);
        }

        return PSFS_PASS_ON;
    }
}

stream_filter_register('test.slow', Slow::class);
Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    stream_filter_append($one, 'test.slow', STREAM_FILTER_READ);
    stream_filter_append($one, 'string.rot13', STREAM_FILTER_WRITE);
    $id = go(function () use ($other) {
        foreach (['ab', "c\nd", "e\n"] as $part) {
            fwrite($other, $part);
            Coroutine::sleep(0.002);
        }
        stream_socket_shutdown($other, STREAM_SHUT_WR);
        echo fgets($other);
        fclose($other);
    });
    echo fgets($one), fgets($one);
    fwrite($one, "hello\n");
    Coroutine::join([$id]);
    var_dump(fgets($one), feof($one));

    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    fwrite($other, 'begun ');
    $id = go(function () use ($one) {
        var_dump(strtolower(fgets($one)) === 'begun ' . str_repeat('x', 20000) . "\n");
    });
    stream_filter_append($one, 'string.toupper', STREAM_FILTER_READ);
    fwrite($other, str_repeat('x', 20000) . "\n");
    fclose($other);
    Coroutine::join([$id]);
});
?>
--EXPECT--
ABC
DE
uryyb
bool(false)
bool(true)
bool(true)

--TEST--
Hooked streams: a filter writes its rest while an exception is on its way; others do not see that exception
--FILE--
<?php
use Swoole\Coroutine;

/** Leaves a stream, to which nothing can be written at the moment, with something left to be written. */
function leave(): void
{
    global $one;
    $stream = $one;
    $one = null;
    stream_set_blocking($stream, false);
    while (fwrite($stream, str_repeat('x', 8192))) {
    }
    stream_set_blocking($stream, true);
    stream_filter_append($stream, 'zlib.deflate', STREAM_FILTER_WRITE);
    fwrite($stream, 'the rest');
    throw new Exception('on its way');
}

Coroutine\run(function () {
    global $one;
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = go(function () use ($other) {
        Coroutine::sleep(0.001);
        $read = '';
        while (!feof($other)) {
            try {
                $read .= fread($other, 8192);
                throw new Exception('of the reader');
            } catch (Exception) {
            }
        }
        var_dump(gzinflate(ltrim($read, 'x')));
    });
    try {
        leave();
    } catch (Exception $exception) {
        echo $exception->getMessage(), "\n";
    }
    Coroutine::join([$id]);

    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = go(function () {
        try {
            leave();
        } catch (Throwable $exception) {
            echo get_class($exception), ' behind ', $exception->getPrevious()->getMessage(), "\n";
        }
    });
    var_dump(Coroutine::cancel($id, true));
});
?>
--EXPECT--
on its way
string(8) "the rest"
Swoole\Coroutine\CanceledException behind on its way
bool(true)

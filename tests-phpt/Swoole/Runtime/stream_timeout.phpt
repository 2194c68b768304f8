--TEST--
Hooked streams: stream_set_timeout() ends a read, and the meta data tell so
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    stream_set_timeout($one, 0, 20000);
    $ran = false;
    go(function () use (&$ran) {
        Coroutine::sleep(0.005);
        $ran = true;
    });
    $start = hrtime(true);
    var_dump(fread($one, 10), $ran, (hrtime(true) - $start) / 1e9 >= 0.018);
    var_dump(stream_get_meta_data($one)['timed_out'], feof($one));
    fwrite($other, 'late');
    var_dump(fread($one, 10), stream_get_meta_data($one)['timed_out']);
});
?>
--EXPECT--
string(0) ""
bool(true)
bool(true)
bool(true)
bool(false)
string(4) "late"
bool(false)

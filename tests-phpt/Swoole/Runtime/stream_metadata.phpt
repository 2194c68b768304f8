--TEST--
Hooked streams: the meta data tell whether the stream blocks
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one] = $pair = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    var_dump(stream_get_meta_data($one)['blocked']);
    stream_set_blocking($one, false);
    var_dump(stream_get_meta_data($one)['blocked'], stream_get_meta_data($one)['eof'], stream_get_meta_data($one)['timed_out']);
});
?>
--EXPECT--
bool(true)
bool(false)
bool(false)
bool(false)

--TEST--
Hooked streams: opened in one coroutine, used in another one, closed in a third, and after run()
--FILE--
<?php
use Swoole\Coroutine;

$kept = null;
Coroutine\run(function () use (&$kept) {
    $channel = new Coroutine\Channel();
    go(function () use ($channel) {
        $channel->push(stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0));
    });
    [$one, $other] = $channel->pop();
    go(function () use ($one) {
        fwrite($one, 'from another coroutine');
    });
    var_dump(fread($other, 100));
    go(fn () => fclose($one));
    var_dump(fread($other, 100), feof($other));
    $kept = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
});
var_dump(is_resource($kept[0]), fclose($kept[0]));
?>
--EXPECT--
string(22) "from another coroutine"
string(0) ""
bool(true)
bool(true)
bool(true)

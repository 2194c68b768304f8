--TEST--
Hooked streams: cancel() ends fread() and stream_socket_accept() of another coroutine
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $waits = ['fread' => fn () => @fread($one, 10), 'accept' => fn () => @stream_socket_accept($server, 60)];
    foreach ($waits as $name => $wait) {
        $id = go(function () use ($name, $wait) {
            $result = $wait();
            echo $name, ' ', $result === false || $result === '' ? 'has nothing' : 'has something', "\n";
        });
        var_dump(Coroutine::cancel($id));
    }
    fwrite($other, 'still usable');
    var_dump(fread($one, 100));
});
?>
--EXPECT--
fread has nothing
bool(true)
accept has nothing
bool(true)
string(12) "still usable"

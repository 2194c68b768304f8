--TEST--
Hooked stream_select(): waits for several streams, with and without a timeout, others run meanwhile
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$a, $b] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    [$c, $d] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    go(function () use ($a, $c) {
        $read = ['first' => $a, 'second' => $c];
        $write = $except = null;
        echo "selects\n";
        $number = stream_select($read, $write, $except, null);
        echo $number, ' ', implode(' ', array_keys($read)), "\n";
        var_dump(fread($c, 10));

        $read = [$a, $c];
        var_dump(stream_select($read, $write, $except, 0, 10000), $read);
        $read = [$a, $c];
        var_dump(stream_select($read, $write, $except, 0), $read);
    });
    echo "writes\n";
    fwrite($d, 'x');
    Coroutine::sleep(0.05);
    $read = [$a];
    $write = [$b, $d];
    $except = [];
    var_dump(stream_select($read, $write, $except, 1), count($read), count($write));
});
?>
--EXPECT--
selects
writes
1 second
string(1) "x"
int(0)
array(0) {
}
int(0)
array(0) {
}
int(2)
int(0)
int(2)

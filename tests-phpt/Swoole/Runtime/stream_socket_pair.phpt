--TEST--
Hooked stream_socket_pair(): fread() waits for another coroutine's fwrite()
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    go(function () use ($one) {
        echo "reads\n";
        $text = fread($one, 100);
        echo "has read $text\n";
        fwrite($one, "a line\nand ");
        Coroutine::sleep(0.005);
        fwrite($one, "another\nthe end");
        fclose($one);
    });
    echo "writes\n";
    fwrite($other, 'question');
    foreach (range(1, 3) as $_) {
        var_dump(fgets($other));
    }
    var_dump(fgets($other), feof($other));
});
?>
--EXPECT--
reads
writes
has read question
string(7) "a line
"
string(12) "and another
"
string(7) "the end"
bool(false)
bool(true)

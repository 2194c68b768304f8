--TEST--
Hooked streams: closed by destructors, by the garbage collector and by a function's end, while others wait
--FILE--
<?php
use Swoole\Coroutine;

class Connection
{
    public ?self $self = null;

    public function __construct(private $stream)
    {
    }

    public function __destruct()
    {
        fwrite($this->stream, str_repeat('x', 4 << 20) . "\n");
        echo fgets($this->stream);
        fclose($this->stream);
    }
}

Coroutine\run(function () {
    $answers = function ($stream) {
        return go(function () use ($stream) {
            $length = strlen(fgets($stream));
            fwrite($stream, "answer to $length bytes\n");
            var_dump(fgets($stream), feof($stream));
        });
    };
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = $answers($other);
    $connection = new Connection($one);
    unset($one, $connection);
    Coroutine::join([$id]);

    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $id = $answers($other);
    $connection = new Connection($one);
    $connection->self = $connection;
    unset($one, $connection);
    echo "collect\n";
    gc_collect_cycles();
    Coroutine::join([$id]);

    // Who waits keeps the stream.
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    (function () use (&$one) {
        $stream = $one;
        $one = null;
        go(function () use (&$stream) {
            var_dump(fgets($stream));
        });
        $stream = null;
    })();
    fwrite($other, "kept\n");
    var_dump(fgets($other));
});
?>
--EXPECT--
answer to 4194305 bytes
bool(false)
bool(true)
collect
answer to 4194305 bytes
bool(false)
bool(true)
string(5) "kept
"
bool(false)

--TEST--
Hooked streams: fclose() in one coroutine ends whatever others wait for in that stream
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $waits = [
        'fgets' => fn ($stream) => fgets($stream),
        'fread' => fn ($stream) => [fread($stream, 3), (string) fread($stream, 3)],
        'stream_get_contents' => fn ($stream) => stream_get_contents($stream),
        'stream_get_line' => fn ($stream) => stream_get_line($stream, 100, 'the end'),
        'stream_copy_to_stream' => fn ($stream) => (int) stream_copy_to_stream($stream, fopen('php://memory', 'w')) <= 3,
        'stream_socket_recvfrom' => fn ($stream) => [stream_socket_recvfrom($stream, 3), (string) stream_socket_recvfrom($stream, 3)],
        'fwrite' => fn ($stream) => (int) @fwrite($stream, str_repeat('x', 8 << 20)) < 8 << 20,
        'stream_select' => function ($stream) {
            fread($stream, 3);
            $read = [$stream];
            $none = null;

            return [stream_select($read, $none, $none, 10), $read];
        },
    ];
    foreach ($waits as $name => $wait) {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        fwrite($other, 'abc');
        $id = go(function () use ($one, $name, $wait) {
            $result = $wait($one);
            echo $name, ': ', json_encode($result), ', ', get_resource_type($one), "\n";
            try {
                fread($one, 1);
            } catch (TypeError $error) {
                echo $error->getMessage(), "\n";
            }
        });
        fclose($one);
        Coroutine::join([$id]);
    }

    $server = stream_socket_server('tcp://127.0.0.1:0');
    $id = go(fn () => var_dump(stream_socket_accept($server, 10)));
    fclose($server);
    Coroutine::join([$id]);

    // Who has waited may wait again before the stream is gone, for something else.
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    $ids = [];
    for ($i = 0; $i < 2; $i++) {
        $ids[] = go(function () use ($one, $i) {
            $none = null;
            $i === 0 ? fgets($one) : fwrite($one, str_repeat('x', 8 << 20));
            Coroutine::sleep(0.001);
            echo "$i has slept\n";
        });
    }
    @fclose($one);
    echo "closed\n";
    Coroutine::join($ids);
});
?>
--EXPECTF--
fgets: "abc", Unknown
fread(): supplied resource is not a valid stream resource
fread: ["abc",""], Unknown
fread(): supplied resource is not a valid stream resource
stream_get_contents: "abc", Unknown
fread(): supplied resource is not a valid stream resource
stream_get_line: "abc", Unknown
fread(): supplied resource is not a valid stream resource
stream_copy_to_stream: true, Unknown
fread(): supplied resource is not a valid stream resource
stream_socket_recvfrom: ["abc",""], Unknown
fread(): supplied resource is not a valid stream resource
fwrite: true, Unknown
fread(): supplied resource is not a valid stream resource
stream_select: [0,[]], Unknown
fread(): supplied resource is not a valid stream resource

Warning: stream_socket_accept(): Accept failed: Operation canceled in %s on line %d
bool(false)
closed
0 has slept
1 has slept

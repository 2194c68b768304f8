--TEST--
Hooked streams: cancel() ends a connection that is being made, stream_select(), and a write; with an exception, too
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $context = stream_context_create(['socket' => ['backlog' => 1]]);
    $full = stream_socket_server('tcp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
    $address = stream_socket_get_name($full, false);
    while ($connections[] = @stream_socket_client("tcp://$address", $code, $message, 0.05)) {
    }
    $one = null;
    $waits = [
        'connect' => fn () => [@stream_socket_client("tcp://$address", $code, $message, 60), $code, $message],
        'select' => function () use (&$one) {
            $read = [$one];
            $none = null;

            return stream_select($read, $none, $none, 60);
        },
        'read' => function () use (&$one) {
            return [fgets($one), feof($one)];
        },
        'write' => function () use (&$one) {
            return [@fwrite($one, str_repeat('x', 8 << 20)) < 8 << 20, @fwrite($one, 'x'), error_get_last()['message']];
        },
    ];
    foreach ($waits as $name => $wait) {
        foreach ([false, true] as $throws) {
            [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
            $id = go(function () use ($name, $wait) {
                try {
                    $result = json_encode($wait());
                    echo "$name: $result", Coroutine::isCanceled() ? ", canceled\n" : "\n";
                } catch (Coroutine\CanceledException) {
                    echo "$name: exception\n";
                }
            });
            // What can be written is: the second write waits.
            for ($i = 0; $i < 2 && Coroutine::exists($id); $i++) {
                Coroutine::cancel($id, $throws);
            }
        }
    }
});
?>
--EXPECT--
connect: [false,125,"Operation canceled"], canceled
connect: exception
select: false, canceled
select: exception
read: [false,true], canceled
read: exception
write: [true,false,"fwrite(): Send of 1 bytes failed with errno=125 Operation canceled"], canceled
write: exception

--TEST--
Hooked streams: connecting, accepting, shaking hands, HTTP and stream_select() end in time, and others run meanwhile
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $in_time = function (string $name, callable $wait) {
        $ran = false;
        go(function () use (&$ran) {
            Coroutine::sleep(0.001);
            $ran = true;
        });
        $start = hrtime(true);
        $result = $wait();
        $passed = (hrtime(true) - $start) / 1e9;
        echo $name, ': ', json_encode($result), $passed >= 0.019 && $passed < 10 ? '' : ", $passed s", $ran ? '' : ', nobody else has run', "\n";
    };
    $silent = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($silent, false);
    // A full queue: the kernel answers no further connection.
    $context = stream_context_create(['socket' => ['backlog' => 1]]);
    $full = stream_socket_server('tcp://127.0.0.1:0', $code, $message, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
    $unreachable = stream_socket_get_name($full, false);
    while ($connections[] = @stream_socket_client("tcp://$unreachable", $code, $message, 0.05)) {
    }
    [$host, $port] = explode(':', $unreachable);

    $in_time('accept', fn () => @stream_socket_accept($full = stream_socket_server('tcp://127.0.0.1:0'), 0.02));
    $in_time('connect', fn () => [@stream_socket_client("tcp://$unreachable", $code, $message, 0.02), $code, $message]);
    $in_time('fsockopen', fn () => [@fsockopen($host, (int) $port, $code, $message, 0.02), $code, $message]);
    $http = stream_context_create(['http' => ['timeout' => 0.02]]);
    $in_time('http', fn () => @file_get_contents("http://$address/", false, $http));
    $in_time('select', function () use ($full) {
        $read = [stream_socket_server('tcp://127.0.0.1:0')];
        $none = null;

        return [stream_select($read, $none, $none, 0, 20000), $read];
    });
    if (extension_loaded('openssl')) {
        $in_time('ssl', fn () => @stream_socket_client("ssl://$address", $code, $message, 0.02));
        $in_time('crypto', function () use ($address) {
            $stream = stream_socket_client("tcp://$address", $code, $message, 0.02);

            return @stream_socket_enable_crypto($stream, true, STREAM_CRYPTO_METHOD_TLS_CLIENT);
        });
    } else {
        echo "ssl: false\ncrypto: false\n";
    }
    $in_time('write', function () use ($address) {
        $stream = stream_socket_client("tcp://$address");
        stream_set_timeout($stream, 0, 20000);
        $data = str_repeat('x', 32 << 20);
        $written = @fwrite($stream, $data);

        return [$written > 0, $written < strlen($data), stream_get_meta_data($stream)['timed_out'], @fwrite($stream, 'x')];
    });
});
?>
--EXPECT--
accept: false
connect: [false,110,"Connection timed out"]
fsockopen: [false,110,"Connection timed out"]
http: false
select: [0,[]]
ssl: false
crypto: false
write: [true,true,true,false]

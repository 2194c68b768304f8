--TEST--
Hooked streams: functions that read on and on, progress notifications, and loops up to feof()
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $send = function (string ...$parts) {
        [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
        go(function () use ($other, $parts) {
            foreach ($parts as $part) {
                Coroutine::sleep(0.001);
                fwrite($other, $part);
            }
            fclose($other);
        });

        return $one;
    };
    var_dump(stream_get_contents($send('a', 'bc', 'def')), stream_get_contents($send('a', 'bc', 'def'), 4));
    var_dump(stream_get_line($stream = $send('one', ' END t', 'wo EN', 'D'), 100, 'END'), stream_get_line($stream, 100, 'END'));
    var_dump(stream_copy_to_stream($send('copied', ' in parts'), $memory = fopen('php://memory', 'w+')), stream_get_contents($memory, -1, 0));
    var_dump(fpassthru($send("passed\n", "through\n")));
    var_dump(fgetc($stream = $send('x', "1,\"2\n3\",", "4\n")), fgetcsv($stream), fscanf($send('12 ', "34\n"), '%d %d'));
    for ($read = '', $stream = $send('up', ' to', ' the', ' end'); !feof($stream);) {
        $read .= fread($stream, 3);
    }
    var_dump($read);
    // From one socket to another, which is slower.
    [$one, $other] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    [$in, $out] = stream_socket_pair(STREAM_PF_UNIX, STREAM_SOCK_STREAM, 0);
    go(function () use ($in) {
        fwrite($in, str_repeat('x', 4 << 20));
        fclose($in);
    });
    go(function () use ($out, $one) {
        stream_copy_to_stream($out, $one);
        fclose($one);
    });
    var_dump(strlen(stream_get_contents($other)));

    $server = stream_socket_server('tcp://127.0.0.1:0');
    go(function () use ($server) {
        $connection = stream_socket_accept($server);
        while (rtrim(fgets($connection)) !== '') {
        }
        fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
        foreach (['abc', 'def'] as $part) {
            Coroutine::sleep(0.001);
            fwrite($connection, $part);
        }
        fclose($connection);
    });
    $progress = 0;
    $context = stream_context_create();
    stream_context_set_params($context, ['notification' => function ($code, $severity, $message, $_, $bytes) use (&$progress) {
        if ($code === STREAM_NOTIFY_PROGRESS) {
            $progress = max($progress, $bytes);
            Coroutine::sleep(0.001);
        }
    }]);
    var_dump(file_get_contents('http://' . stream_socket_get_name($server, false), false, $context), $progress >= 6);
});
?>
--EXPECT--
string(6) "abcdef"
string(4) "abcd"
string(4) "one "
string(5) " two "
int(15)
string(15) "copied in parts"
passed
through
int(15)
string(1) "x"
array(3) {
  [0]=>
  string(1) "1"
  [1]=>
  string(3) "2
3"
  [2]=>
  string(1) "4"
}
array(2) {
  [0]=>
  int(12)
  [1]=>
  int(34)
}
string(13) "up to the end"
int(4194304)
string(6) "abcdef"
bool(true)

--TEST--
Hooked pfsockopen() and STREAM_CLIENT_PERSISTENT: the connection is used again, until it is closed or broken
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    [, $port] = explode(':', $address);
    $accepted = 0;
    $accepter = go(function () use ($server, &$accepted) {
        while ($connection = @stream_socket_accept($server, 60)) {
            $accepted++;
            go(function () use ($connection, &$accepted) {
                $number = $accepted;
                while (($line = fgets($connection)) !== false && $line !== "end\n") {
                    Coroutine::sleep(0.001);
                    fwrite($connection, "$number: $line");
                }
                fclose($connection);
            });
        }
    });
    $ask = function ($stream, string $question) {
        fwrite($stream, "$question\n");

        return fgets($stream);
    };
    $first = pfsockopen('127.0.0.1', (int) $port);
    echo get_resource_type($first), "\n", $ask($first, 'one');
    unset($first);
    echo $ask($again = pfsockopen('127.0.0.1', (int) $port), 'two');
    // The peer closes: a new connection is made.
    var_dump($ask($again, 'end'));
    echo $ask($new = pfsockopen('127.0.0.1', (int) $port), 'three');
    fclose($new);
    $flags = STREAM_CLIENT_CONNECT | STREAM_CLIENT_PERSISTENT;
    echo $ask(stream_socket_client("tcp://$address", $code, $message, 10, $flags), 'four');
    echo $ask($last = stream_socket_client("tcp://$address", $code, $message, 10, $flags), 'five');
    // One that is never closed is closed when the process ends.
    Coroutine::cancel($accepter);
    $ask($last, 'end');
    $left = stream_socket_client("tcp://$address", $code, $message, 10, $flags);
});
?>
--EXPECT--
persistent stream
1: one
1: two
bool(false)
2: three
3: four
3: five

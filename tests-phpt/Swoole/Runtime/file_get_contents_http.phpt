--TEST--
Hooked file_get_contents() on http://: several at once, from a server in the same process
--FILE--
<?php
use Swoole\Coroutine;

Coroutine\run(function () {
    $server = stream_socket_server('tcp://127.0.0.1:0');
    $address = stream_socket_get_name($server, false);
    go(function () use ($server) {
        $connections = [];
        // All three requests are on their way before the first is answered.
        for ($i = 0; $i < 3; $i++) {
            $connections[] = stream_socket_accept($server, 10);
        }
        foreach ($connections as $connection) {
            $request = fgets($connection);
            while (rtrim((string) fgets($connection)) !== '') {
            }
            [, $path] = explode(' ', $request);
            $body = str_repeat("body of $path ", 1000);
            fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: " . strlen($body) . "\r\nConnection: close\r\nX-Path: $path\r\n\r\n$body");
            fclose($connection);
        }
    });
    $ids = [];
    foreach (['/one', '/two', '/three'] as $path) {
        $ids[] = go(function () use ($address, $path) {
            $body = file_get_contents("http://$address$path", false, stream_context_create(['http' => ['timeout' => 10]]));
            if ($body !== str_repeat("body of $path ", 1000) || !in_array("X-Path: $path", $http_response_header, true)) {
                echo "$path: ", var_export($body, true), "\n";
            }
        });
    }
    Coroutine::join($ids);
    echo "done\n";
});
?>
--EXPECT--
done

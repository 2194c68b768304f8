--TEST--
Swoole\Coroutine\Http\Client: a server that never stops to send: the timeout holds, and others run
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Server;
use function SwooleTest\{coroutines, show, showError};

$server = Server::script(<<<'PHP'
    <?php
    $listener = stream_socket_server("tcp://127.0.0.1:$argv[1]");
    while ($connection = stream_socket_accept($listener, 15)) {
        $head = '';
        while (!str_contains($head, "\r\n\r\n") && ($read = fread($connection, 8192)) != '') {
            $head .= $read;
        }
        if (preg_match('/Sec-WebSocket-Key: (\S+)/i', $head, $key)) {
            $accept = base64_encode(sha1("{$key[1]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11", true));
            fwrite($connection, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: $accept\r\n\r\n");
            $flood = str_repeat("\x8a\x00", 1 << 16);
        } elseif (str_contains($head, '/chunks')) {
            fwrite($connection, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            $flood = str_repeat("1\r\na\r\n", 1 << 16);
        } elseif ($head !== '') {
            fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
            $flood = str_repeat('a', 1 << 20);
        } else {
            continue;
        }
        for ($end = microtime(true) + 4; microtime(true) < $end && @fwrite($connection, $flood) !== false;);
    }
    PHP);

coroutines(function () use ($server): void {
    $turns = 0;
    $others = Coroutine::create(function () use (&$turns): void {
        while (Coroutine::sleep(0.01)) {
            $turns++;
        }
    });
    $file = Server::temporaryDirectory() . '/body';
    $calls = [
        'download' => fn ($client) => $client->download('/chunks', $file),
        'get' => function ($client): bool {
            $client->set(['write_func' => fn ($client, $data) => hash('sha256', $data)]);

            return $client->get('/');
        },
        'pongs' => fn ($client) => $client->upgrade('/pong') ? $client->recv(0.2) : 'no WebSocket',
    ];
    foreach ($calls as $name => $call) {
        $client = new Client('127.0.0.1', $server->port);
        $client->set(['timeout' => 0.2]);
        $turns = 0;
        $start = microtime(true);
        show([$name, $call($client), microtime(true) - $start < 2, $turns > 0]);
        showError($client);
        $client->close();
    }
    Coroutine::cancel($others);
});
$server->stop();
?>
--EXPECT--
["download",false,true,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2
["get",false,true,true]
SOCKET_ETIMEDOUT 'Connection timed out' -2
["pongs",false,true,true]
SOCKET_ETIMEDOUT 'Connection timed out' -3

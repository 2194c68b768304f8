--TEST--
Swoole\Coroutine\Http\Client: a compressed bomb and lengths that no memory has room for end the request, not the process (Swoole 6.2.2: a fatal error)
--INI--
memory_limit=48M
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, show, showError};

coroutines(function (): void {
    // 200 MB of zeros.
    $deflate = deflate_init(ZLIB_ENCODING_GZIP);
    $bomb = '';
    for ($i = 0; $i < 200; $i++) {
        $bomb .= deflate_add($deflate, str_repeat("\0", 1_000_000), $i < 199 ? ZLIB_NO_FLUSH : ZLIB_FINISH);
    }
    $answers = [
        'a bomb' => "Content-Encoding: gzip\r\nContent-Length: " . strlen($bomb) . "\r\n\r\n$bomb",
        'a bomb in chunks' => "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n" . dechex(strlen($bomb)) . "\r\n$bomb\r\n0\r\n\r\n",
        '16 EB less one' => "Content-Length: 18446744073709551615\r\n\r\nhello",
        '16 EB' => "Content-Length: 18446744073709551616\r\n\r\nhello",
        'a chunk of 16 EB less one' => "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello",
        'a chunk of 16 EB' => "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\nhello",
        'chunk extensions without end' => "Transfer-Encoding: chunked\r\n\r\n5;" . str_repeat('x', 1_000_000),
        'trailers without end' => "Transfer-Encoding: chunked\r\n\r\n0\r\n" . str_repeat("X-T: y\r\n", 100_000),
        'many fields' => str_repeat("X-F: y\r\n", 100_000) . "\r\n",
    ];
    foreach ($answers as $name => $answer) {
        $client = new Client('127.0.0.1', peer(function ($connection) use ($answer): void {
            readRequest($connection);
            $connection->sendAll("HTTP/1.1 200 OK\r\n$answer");
        }));
        $client->set(['timeout' => 10]);
        show([$name, $client->get('/'), $client->body, $client->connected]);
        showError($client);
    }
    // What is too large for memory has room in a file.
    $file = tempnam(sys_get_temp_dir(), 'swoole');
    $client = new Client('127.0.0.1', peer(fn ($connection) => readRequest($connection) && $connection->sendAll("HTTP/1.1 200 OK\r\n{$answers['a bomb']}")));
    show($client->download('/', $file), filesize($file));
    unlink($file);
});
?>
--EXPECT--
["a bomb",false,"",false]
SOCKET_ENOMEM 'Cannot allocate memory' -3
["a bomb in chunks",false,"",false]
SOCKET_ENOMEM 'Cannot allocate memory' -3
["16 EB less one",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["16 EB",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["a chunk of 16 EB less one",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["a chunk of 16 EB",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["chunk extensions without end",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["trailers without end",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["many fields",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
true
200000000

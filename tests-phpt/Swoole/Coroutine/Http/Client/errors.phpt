--TEST--
Swoole\Coroutine\Http\Client: errCode, errMsg and statusCode -1 and -3 of what goes wrong
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, deadPort, peer, readRequest, response, show, showError, unixPath};

coroutines(function (): void {
    $attempt = function (string $name, Client $client): Client {
        $client->set(['timeout' => 2]);
        show([$name, $client->get('/'), $client->body, $client->connected]);
        showError($client);

        return $client;
    };
    $attempt('nobody listens', new Client('127.0.0.1', deadPort()));
    $attempt('no unix socket', new Client('unix:' . unixPath()));
    $attempt('an unknown host', new Client(str_repeat('x', 64), 80));

    $answers = [
        'closed' => '',
        'half a head' => "HTTP/1.1 200 OK\r\nContent-",
        'half a body' => "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        'half a chunk' => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\nhalf",
        'garbage' => "\0\xff garbage\r\n\r\n",
        'another protocol' => "SSH-2.0-OpenSSH_9.2\r\n\r\n",
        'a bad length' => "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        'a bad chunk' => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nXYZ\r\n",
        'a bad header' => "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
    ];
    foreach ($answers as $name => $answer) {
        $client = $attempt($name, new Client('127.0.0.1', peer(function ($connection) use ($answer): void {
            readRequest($connection);
            $connection->send($answer);
        })));
    }

    // A reset.
    $attempt('reset', new Client('127.0.0.1', peer(function ($connection): void {
        $connection->setOption(SOL_SOCKET, SO_LINGER, ['l_onoff' => 1, 'l_linger' => 0]);
        readRequest($connection);
        $connection->shutdown(0);
        $connection->close();
    })));
});
?>
--EXPECT--
["nobody listens",false,"",false]
SOCKET_ECONNREFUSED 'Connection refused' -1
["no unix socket",false,"",false]
SOCKET_ENOENT 'No such file or directory' -1
["an unknown host",false,"",false]
SWOOLE_ERROR_DNSLOOKUP_RESOLVE_FAILED 'DNS Lookup resolve failed' -1
["closed",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["half a head",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["half a body",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["half a chunk",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3
["garbage",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["another protocol",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["a bad length",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["a bad chunk",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["a bad header",false,"",false]
SWOOLE_ERROR_HTTP_INVALID_PROTOCOL 'Http invalid protocol' -3
["reset",false,"",false]
SOCKET_ECONNRESET 'Connection reset by peer' -3

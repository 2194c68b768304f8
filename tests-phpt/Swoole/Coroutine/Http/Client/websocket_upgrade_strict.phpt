--TEST--
Swoole\Coroutine\Http\Client::upgrade(): a wrong acceptance fails the handshake, as RFC 6455 says (Swoole 6.2.2 does not look)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, peer, readRequest, readToEnd, show};

coroutines(function (): void {
    $attempt = function (string $name, callable $change, array $settings = []): void {
        $client = new Client('127.0.0.1', peer(function ($connection) use ($change): void {
            preg_match('/^Sec-WebSocket-Key: *(\S+)/mi', readRequest($connection), $match);
            $headers = [
                'Upgrade' => 'websocket',
                'Connection' => 'Upgrade',
                'Sec-WebSocket-Accept' => base64_encode(sha1($match[1] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true)),
            ];
            $change($headers);
            $answer = "HTTP/1.1 101 Switching Protocols\r\n";
            foreach ($headers as $name => $value) {
                $answer .= "$name: $value\r\n";
            }
            $connection->sendAll("$answer\r\n");
            readToEnd($connection);
        }));
        $client->set(['timeout' => 2] + $settings);
        $upgraded = $client->upgrade('/');
        show([$name, $upgraded, $client->connected, $upgraded || $client->errCode === SWOOLE_ERROR_WEBSOCKET_HANDSHAKE_FAILED]);
        $client->close();
    };
    $attempt('right', function (array &$headers): void {});
    $attempt('another case', function (array &$headers): void { $headers = ['Upgrade' => 'WebSocket', 'Connection' => 'keep-alive, upgrade'] + $headers; });
    $attempt('wrong accept', function (array &$headers): void { $headers['Sec-WebSocket-Accept'] = base64_encode(str_repeat('x', 20)); });
    $attempt('no accept', function (array &$headers): void { unset($headers['Sec-WebSocket-Accept']); });
    $attempt('no upgrade', function (array &$headers): void { unset($headers['Upgrade']); });
    $attempt('no connection', function (array &$headers): void { unset($headers['Connection']); });
    $attempt('another upgrade', function (array &$headers): void { $headers['Upgrade'] = 'h2c'; });
    $attempt('an extension that was not offered', function (array &$headers): void { $headers['Sec-WebSocket-Extensions'] = 'permessage-deflate'; });
    $attempt('an unknown extension', function (array &$headers): void { $headers['Sec-WebSocket-Extensions'] = 'x-own'; }, ['websocket_compression' => true]);
    $attempt('a bad parameter', function (array &$headers): void { $headers['Sec-WebSocket-Extensions'] = 'permessage-deflate; server_max_window_bits=99'; }, ['websocket_compression' => true]);
    $attempt('a subprotocol that was not offered', function (array &$headers): void { $headers['Sec-WebSocket-Protocol'] = 'v1'; });
});
?>
--EXPECT--
["right",true,true,true]
["another case",true,true,true]
["wrong accept",false,false,true]
["no accept",false,false,true]
["no upgrade",false,false,true]
["no connection",false,false,true]
["another upgrade",false,false,true]
["an extension that was not offered",false,false,true]
["an unknown extension",false,false,true]
["a bad parameter",false,false,true]
["a subprotocol that was not offered",false,false,true]

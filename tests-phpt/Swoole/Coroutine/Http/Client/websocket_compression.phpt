--TEST--
Swoole\Coroutine\Http\Client: websocket_compression is offered, and used in both directions when the server accepts
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{acceptHandshake, coroutines, peer, readClientFrame, readToEnd, show};

coroutines(function (): void {
    $text = str_repeat('abc ', 1000);
    $compressed = substr(deflate_add(deflate_init(ZLIB_ENCODING_RAW), $text, ZLIB_SYNC_FLUSH), 0, -4);
    $frames = new Channel(10);
    $attempt = function (string $name, array $settings, ?string $answer) use ($text, $compressed, $frames): void {
        $client = new Client('127.0.0.1', peer(function ($connection) use ($answer, $compressed, $frames): void {
            $request = $answer === null ? acceptHandshake($connection) : acceptHandshake($connection, "Sec-WebSocket-Extensions: $answer");
            $frames->push(preg_match('/^Sec-WebSocket-Extensions: permessage-deflate/mi', $request));
            if ($answer !== null) {
                $connection->sendAll(Frame::encode($compressed, rsv: 4, mask: false));
            }
            $connection->sendAll(Frame::encode('plain', mask: false));
            for ($i = 0; $i < 3; $i++) {
                $frames->push(readClientFrame($connection));
            }
            readToEnd($connection);
        }));
        $client->set($settings + ['timeout' => 5]);
        show([$name, $client->upgrade('/'), $frames->pop()]);
        if ($answer !== null) {
            $frame = $client->recv(5);
            show([$frame->data === $text, ($frame->flags & SWOOLE_WEBSOCKET_FLAG_COMPRESS) !== 0]);
        }
        show($client->recv(5)->data, [$client->push($text), $client->push($text), $client->push('')]);
        for ($i = 0; $i < 3; $i++) {
            $frame = $frames->pop();
            $payload = $frame->rsv === 4 ? inflate_add(inflate_init(ZLIB_ENCODING_RAW), "$frame->payload\0\0\xff\xff", ZLIB_SYNC_FLUSH) : $frame->payload;
            show([$frame->rsv, $payload === ($i < 2 ? $text : ''), strlen($frame->payload) < 200]);
        }
        $client->close();
    };
    $attempt('accepted', ['websocket_compression' => true], 'permessage-deflate; server_no_context_takeover; client_no_context_takeover');
    $attempt('declined', ['websocket_compression' => true], null);
    $attempt('not offered', [], null);
});
?>
--EXPECT--
["accepted",true,1]
[true,true]
plain
[true,true,true]
[4,true,true]
[4,true,true]
[0,true,true]
["declined",true,1]
plain
[true,true,true]
[0,true,false]
[0,true,false]
[0,true,true]
["not offered",true,0]
plain
[true,true,true]
[0,true,false]
[0,true,false]
[0,true,true]

--TEST--
Swoole\Coroutine\Http\Client: package_max_length bounds a message, in one frame and in fragments (Swoole 6.2.2 bounds the frame only)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use SwooleTest\Frame;
use function SwooleTest\{coroutines, readToEnd, show, webSocketPeer};

Swoole\Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function (): void {
    foreach ([
        'within' => Frame::encode(str_repeat('x', 65000), mask: false),
        'frame' => Frame::encode(str_repeat('x', 65537), mask: false),
        'fragments' => Frame::encode(str_repeat('x', 60000), fin: false, mask: false) . Frame::encode(str_repeat('x', 60000), Frame::CONTINUATION, mask: false),
    ] as $name => $bytes) {
        $client = new Client('127.0.0.1', webSocketPeer(function ($connection) use ($bytes): void {
            $connection->sendAll($bytes);
            readToEnd($connection);
        }));
        $client->set(['package_max_length' => 65536]);
        $client->upgrade('/');
        $frame = $client->recv(5);
        show([$name, $frame === false ? $client->errCode === SWOOLE_ERROR_PACKAGE_LENGTH_TOO_LARGE : strlen($frame->data), $client->connected]);
        $client->close();
    }
});
?>
--EXPECT--
["within",65000,true]
["frame",true,false]
["fragments",true,false]

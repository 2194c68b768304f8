--TEST--
Swoole\WebSocket\Server::push(): Frame and CloseFrame objects; further arguments are ignored then
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\WebSocket\{CloseFrame, Frame};

    $server->on('open', function ($server, $request) {
        $frame = new Frame();
        $frame->data = 'from a frame';
        $server->push($request->fd, $frame, WEBSOCKET_OPCODE_BINARY);

        $frame->data = 'first ';
        $frame->finish = false;
        $server->push($request->fd, $frame);
        $frame->opcode = WEBSOCKET_OPCODE_CONTINUATION;
        $frame->data = 'last';
        $frame->finish = true;
        $server->push($request->fd, $frame);

        $ping = new Frame();
        $ping->opcode = WEBSOCKET_OPCODE_PING;
        $server->push($request->fd, $ping);
    });
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'close') {
            $close = new CloseFrame();
            $close->code = 4001;
            $close->reason = 'enough';
            $server->push($frame->fd, $close);
        } else {
            $server->push($frame->fd, $frame);
        }
    });
    PHP);
$client = WebSocketClient::connect($server->port);
for ($i = 0; $i < 4; $i++) {
    echo $client->receive(), "\n";
}
$client->send('returned as it came');
echo $client->receive(), "\n";
$client->send('close');
echo $client->receive(), "\n";
?>
--EXPECT--
text from a frame
text+more first
continuation last
ping
text returned as it came
close 4001 enough

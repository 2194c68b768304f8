--TEST--
Swoole\Server: memory does not grow with messages, requests, connections or timers
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Frame, HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->header('X-Header', 'value');
        $response->cookie('name', 'value');
        $response->end($request->get['text'] . $request->cookie['c'] . $request->rawContent());
    });
    $server->on('message', function ($server, $frame) {
        Swoole\Timer::after(1, function () use ($server, $frame) {
            $server->push($frame->fd, $frame);
        });
    });
    PHP, ['websocket_compression' => true]);
$round = function () use ($server): void {
    for ($i = 0; $i < 40; $i++) {
        $client = $i % 2 === 0 ? WebSocketClient::connect($server->port) : WebSocketClient::compressing($server->port);
        $client->socket->write(str_repeat(Frame::encode(str_repeat('m', 3000)), 25));
        for ($j = 0; $j < 25; $j++) {
            $client->receiveMessage();
        }
        $i % 4 === 0 ? $client->socket->close() : $client->close();
        $http = new HttpClient($server->port);
        for ($j = 0; $j < 20; $j++) {
            $http->request('POST', "/?text=t$j", ['Cookie: c=v'], str_repeat('b', 2000));
        }
    }
};
$round();
$round();
$before = $server->residentMemory();
for ($i = 0; $i < 5; $i++) {
    $round();
}
$growth = $server->residentMemory() - $before;
echo $growth < 1 << 20 ? 'steady' : 'grown by ' . ($growth >> 10) . ' kB', "\n";
?>
--EXPECT--
steady

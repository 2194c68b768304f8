--TEST--
Swoole\Server::$connections: iterating, counting, array access
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $fds = [];
        foreach ($server->connections as $fd) {
            $fds[] = $fd;
        }
        sort($fds);
        $server->push($frame->fd, json_encode([
            'fds' => $fds,
            'count' => count($server->connections),
            'class' => get_class($server->connections),
            'isset' => [isset($server->connections[$frame->fd]), isset($server->connections[999])],
            'port' => $server->connections[$frame->fd]['remote_port'] === $server->getClientInfo($frame->fd)['remote_port'],
            'unknown' => $server->connections[999],
            'again' => iterator_count($server->connections),
        ], JSON_UNESCAPED_SLASHES));
    });
    PHP);
$clients = [];
for ($i = 0; $i < 5; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
echo $clients[0]->ask('all'), "\n";
$clients[1]->close();
$clients[3]->close();
echo json_encode(json_decode($clients[4]->ask('left'), true)['fds']), "\n";
?>
--EXPECT--
{"fds":[1,2,3,4,5],"count":5,"class":"Swoole\\Connection\\Iterator","isset":[true,false],"port":true,"unknown":false,"again":5}
[1,3,5]

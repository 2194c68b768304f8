--TEST--
Swoole\WebSocket\Server::getClientList(), connection_list(): pages of connections
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $pages = [];
        $start = 0;
        while (($page = $server->getClientList($start, 4)) !== false && $page !== []) {
            $pages[] = count($page);
            $all = [...$all ?? [], ...$page];
            $start = end($page);
        }
        sort($all);
        $server->push($frame->fd, json_encode(['pages' => $pages, 'all' => $all, 'same' => $server->connection_list(0, 100) === $server->getClientList(0, 100)]));
    });
    PHP);
$clients = [];
for ($i = 0; $i < 10; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
show($clients[3]->ask('list'));
?>
--EXPECT--
{"pages":[4,4,2],"all":[1,2,3,4,5,6,7,8,9,10],"same":true}

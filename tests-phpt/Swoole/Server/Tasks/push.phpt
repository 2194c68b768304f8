--TEST--
Swoole\Server: a task worker pushes to connections, closes them and sees all of them, while the task goes on
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/tasks.php';

use SwooleTest\{TaskServer, WebSocketClient};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $server = new TaskServer(<<<'PHP'
        $gate = new Swoole\Atomic(0);
        $server->on('task', function ($server, $id, $from, $fd) use ($gate) {
            $server->push($fd, 'begun ' . count($server->connections) . ' ' . json_encode($server->isEstablished($fd)));
            $gate->wait(10);
            $server->push($fd, str_repeat('x', 1000000));
            $server->disconnect($fd, 4321, 'done');
        });
        $server->on('open', function ($server, $request) use ($gate) {
            match ($request->server['request_uri']) {
                '/go' => $gate->wakeup(),
                '/task' => $server->task($request->fd),
                default => 0,
            };
        });
        PHP, [], $mode);
    $client = WebSocketClient::connect($server->server->port, '/task');
    show($client->receive()->payload);
    $other = WebSocketClient::connect($server->server->port, '/go');
    show(strlen($client->receive()->payload));
    $close = $client->receive();
    show(unpack('n', $close->payload)[1], $server->server->stop());
}
?>
--EXPECT--
begun 2 true
1000000
4321
exit 0
begun 2 true
1000000
4321
exit 0

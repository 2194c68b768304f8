--TEST--
Swoole\Server: what a process of the program's own pushes arrives, however much it is, while it goes on without a loop and when it ends
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->addProcess(new Swoole\Process(function () use ($server) {
            $push = function (int $fd, string $data) use ($server) {
                while (!$server->isEstablished($fd)) {
                    usleep(1000);
                }
                $server->push($fd, $data);
            };
            $push(1, str_repeat('a', 3_000_000));
            // It does not send again until that has come.
            $push(2, str_repeat('b', 3_000_000));
        }, false, 0, false));
        $server->on('message', fn () => null);
        PHP, ['log_level' => SWOOLE_LOG_NONE], $mode);
    awaitChildren(manager($server, $mode), 2);
    $first = WebSocketClient::connect($server->port);
    show(strlen($first->receiveMessage()));
    $second = WebSocketClient::connect($server->port);
    show(strlen($second->receiveMessage()));
    show($server->stop());
}
?>
--EXPECT--
3000000
3000000
exit 0
3000000
3000000
exit 0

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
            $told = [];
            foreach (['a', 'b'] as $letter) {
                // To whoever is new.
                do {
                    usleep(1000);
                    $all = array_filter($server->getClientList() ?: [], $server->isEstablished(...));
                    $new = array_diff($all, $told);
                } while ($new === []);
                $told[] = $fd = reset($new);
                // It does not send again until that has come.
                $server->push($fd, str_repeat($letter, 3_000_000));
            }
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

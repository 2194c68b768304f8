--TEST--
addProcess() without coroutines: what the callback has left behind, timers for instance, goes on when it has returned
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $opened = new Swoole\Atomic();
        $begun = new Swoole\Atomic();
        $server->on('open', fn ($server, $request) => $opened->set($request->fd));
        $server->on('message', fn () => 1);
        $server->addProcess(new Swoole\Process(function () use ($server, $opened, $begun) {
            // It is started again when it ends.
            $begun->add();
            $number = 0;
            Swoole\Timer::tick(1, function (int $timer) use ($server, $opened, $begun, &$number) {
                if ($opened->get() === 0) {
                    return;
                }
                $server->push($opened->get(), 'tick ' . ++$number . ' of ' . $begun->get());
                if ($number === 3) {
                    $opened->set(0);
                    Swoole\Timer::clear($timer);
                }
            });
        }, false, 0, false));
        PHP, ['worker_num' => 1], $mode);
    $client = WebSocketClient::connect($server->port);
    for ($i = 0; $i < 3; $i++) {
        echo $client->receiveMessage(), "\n";
    }
    echo $server->stop(), "\n";
}
?>
--EXPECT--
tick 1 of 1
tick 2 of 1
tick 3 of 1
exit 0
tick 1 of 1
tick 2 of 1
tick 3 of 1
exit 0

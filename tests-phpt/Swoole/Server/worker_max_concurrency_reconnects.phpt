--TEST--
worker_max_concurrency: clients that come and go while their requests wait do not pile up, whether the worker is told of ends or not
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, queue, request, show};

foreach ([['SWOOLE_BASE', 2], ['SWOOLE_PROCESS', 2], ['SWOOLE_PROCESS', 3]] as [$mode, $dispatch]) {
    $settings = ['worker_max_concurrency' => 1, 'dispatch_mode' => $dispatch];
    $server = Server::webSocket(SwooleTest\HOLDING, $settings, $mode);
    $control = WebSocketClient::connect($server->port);
    ['a' => $a] = queue($server, $control, 'a');
    for ($i = 0; $i < 400; $i++) {
        [$before] = explode(' ', $control->ask('stats'));
        $client = request($server, '/');
        await(fn () => $control->ask('stats') !== "$before $before", 'the request has not come');
        $client->socket->reset();
    }
    [$left] = explode(' ', $control->ask('stats'));
    show("$mode $dispatch: " . ($left < 150 ? 'few' : $left));
    $last = request($server, '/');
    $control->ask('open a');
    show($a->read()->body, $last->read()->body, $control->ask('begun'), $control->ask('stats'), $server->stop());
}
?>
--EXPECT--
SWOOLE_BASE 2: few
a
served
a other
0 0
exit 0
SWOOLE_PROCESS 2: few
a
served
a other
0 0
exit 0
SWOOLE_PROCESS 3: few
a
served
a other
0 0
exit 0

--TEST--
Swoole\Server without send_yield: push() waits for a client that reads, and briefly, once, for one that does not
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', function ($server, $frame) {
            [$fd, $count] = json_decode($frame->data);
            $pushed = $vain = 0;
            for ($i = 0; $i < $count; $i++) {
                $begin = hrtime(true);
                $done = $server->push($fd, str_pad((string) $i, 10000));
                $pushed += (int) $done;
                $vain += (int) (!$done && hrtime(true) - $begin > 50e6);
            }
            echo $pushed === $count ? 'all' : 'not all', ", $vain waits in vain\n";
        });
        $server->on('open', function ($server, $request) {
            $server->push($request->fd, (string) $request->fd);
        });
        PHP, [], $mode);
    // A burst of 20 MB.
    $reader = WebSocketClient::connect($server->port);
    $reader->send(json_encode([(int) $reader->receiveMessage(), 2000]));
    for ($i = 0; $i < 2000; $i++) {
        if ((int) $reader->receiveMessage() !== $i) {
            echo "not message $i\n";
        }
    }
    $server->awaitOutput('all, 0');

    $stalled = WebSocketClient::connect($server->port);
    $fd = (int) $stalled->receiveMessage();
    $server->newOutput();
    $reader->send(json_encode([$fd, 2000]));
    $server->awaitOutput("not all, 1 waits in vain\n");
    $reader->send(json_encode([$fd, 100]));
    $server->awaitOutput("not all, 0 waits in vain\n");
    $stalled->socket->close();
    show($server->stop());
}
?>
--EXPECT--
exit 0
exit 0

--TEST--
Swoole\Server: with send_yield, push() waits for a slow client, in order, for send_timeout at most; without, it does not wait
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$setup = <<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === '?') {
            $server->push($frame->fd, 'here');
            return;
        }
        [$fd, $from, $to] = json_decode($frame->data);
        $pushed = 0;
        for ($i = $from; $i < $to; $i++) {
            $pushed += (int) $server->push($fd, str_pad((string) $i, 100000));
        }
        echo "$from: $pushed pushed, ", $pushed === $to - $from ? 'all' : swoole_last_error(), "\n";
    });
    $server->on('open', function ($server, $request) {
        $server->push($request->fd, (string) $request->fd);
    });
    PHP;
foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket($setup, ['send_yield' => true], $mode);
    $slow = WebSocketClient::connect($server->port);
    $fd = (int) $slow->receiveMessage();
    // Two callbacks push to it, 20 MB each; who waits keeps nobody else.
    $slow->send("[$fd, 0, 200]");
    $other = WebSocketClient::connect($server->port);
    $other->receiveMessage();
    $other->send('?');
    show($other->receiveMessage());
    $slow->send("[$fd, 200, 400]");
    $seen = [[], []];
    for ($i = 0; $i < 400; $i++) {
        $number = (int) $slow->receiveMessage();
        $seen[intdiv($number, 200)][] = $number;
    }
    show($seen === [range(0, 199), range(200, 399)]);
    $server->awaitOutput('0: 200 pushed, all');
    $server->awaitOutput('200: 200 pushed, all');
    show($server->stop());

    foreach ([['send_yield' => true, 'send_timeout' => 0.01], ['send_yield' => false], []] as $settings) {
        $server = Server::webSocket($setup, $settings, $mode);
        $slow = WebSocketClient::connect($server->port);
        $fd = (int) $slow->receiveMessage();
        $slow->send("[$fd, 0, 400]");
        $server->awaitOutput('pushed, ' . SWOOLE_ERROR_OUTPUT_BUFFER_OVERFLOW . "\n");
        $slow->socket->close();
        show($server->stop());
    }
}
?>
--EXPECT--
here
true
exit 0
exit 0
exit 0
exit 0
here
true
exit 0
exit 0
exit 0
exit 0

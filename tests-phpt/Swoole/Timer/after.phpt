--TEST--
Swoole\Timer::after(): calls once, in the order of time and not of calls; a timer may start a timer
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Timer;

    $server->on('message', function ($server, $frame) {
        $say = fn (string $text) => $server->push($frame->fd, $text);
        Timer::after(60, $say, 'third');
        Timer::after(30, $say, 'second');
        $cancelled = Timer::after(40, $say, 'never');
        Timer::after(5, function (...$arguments) use ($say, $cancelled) {
            $say('first ' . json_encode($arguments));
            Timer::clear($cancelled);
            Timer::after(100, $say, 'last');
        }, 1, null, [2]);
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('go');
for ($i = 0; $i < 4; $i++) {
    echo $client->receive(), "\n";
}
?>
--EXPECT--
text first [1,null,[2]]
text second
text third
text last

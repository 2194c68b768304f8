--TEST--
Swoole\WebSocket\Server: messages of one packet: a coroutine each; one that waits does not keep the next; none after close()
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Coroutine;

    $ids = [];
    $server->on('message', function ($server, $frame) use (&$ids) {
        $ids[] = Coroutine::getCid();
        Coroutine::defer(fn () => $server->exists($frame->fd) && $server->push($frame->fd, "deferred after $frame->data"));
        switch ($frame->data) {
            case 'wait':
                $channel = new Coroutine\Channel();
                Swoole\Timer::after(1, fn () => $channel->push(1));
                $channel->pop();
                break;
            case 'ids':
                $server->push($frame->fd, count(array_unique($ids)) . ' of ' . count($ids));
                break;
            case 'close':
                $server->disconnect($frame->fd, 4000, 'enough');

                return;
        }
        $server->push($frame->fd, $frame->data);
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$send = fn (string ...$texts) => $client->socket->write(implode('', array_map(fn ($text) => Frame::encode($text), $texts)));
$send('one', 'wait', 'two', 'wait', 'ids');
for ($i = 0; $i < 11; $i++) {
    echo $client->receive(), "\n";
}
$send('three', 'close', 'never');
for ($i = 0; $i < 3; $i++) {
    echo $client->receive(), "\n";
}
?>
--EXPECT--
text one
text deferred after one
text two
text deferred after two
text 5 of 5
text ids
text deferred after ids
text wait
text deferred after wait
text wait
text deferred after wait
text three
text deferred after three
close 4000 enough

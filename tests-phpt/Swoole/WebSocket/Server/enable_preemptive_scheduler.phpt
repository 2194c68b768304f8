--TEST--
Setting enable_preemptive_scheduler: a handler that computes lets others run, also those of messages behind it in one packet
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $go = 0;
    $server->on('message', function ($server, $frame) use (&$go) {
        if ($frame->data !== 'compute') {
            $go++;
            $server->push($frame->fd, $frame->data);

            return;
        }
        $end = microtime(true) + 10;
        while ($go < 2 && microtime(true) < $end) {
        }
        $server->push($frame->fd, $go < 2 ? 'gave up' : 'computed');
    });
    PHP, ['enable_preemptive_scheduler' => true]);
$client = WebSocketClient::connect($server->port);
$other = WebSocketClient::connect($server->port);
$client->socket->write(Frame::encode('compute') . Frame::encode('behind'));
echo $client->receive(), "\n";
$other->socket->write(Frame::encode('other'));
echo $other->receive(), "\n", $client->receive(), "\n";
echo $server->stop(), "\n";
?>
--EXPECT--
text behind
text other
text computed
exit 0

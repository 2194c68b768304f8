--TEST--
Swoole\Timer::tick(): calls again and again until cleared, with its id and the further arguments
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Timer;

    $server->on('message', function ($server, $frame) {
        $start = hrtime(true);
        $id = Timer::tick(20, function (int $id, string $who, int $limit) use ($server, $frame, $start) {
            static $count = 0;
            $count++;
            $late = (hrtime(true) - $start) / 1e6 - 20 * $count;
            $server->push($frame->fd, "$who $count " . ($late > -2 ? 'not early' : "early by $late ms"));
            if ($count === $limit) {
                $server->push($frame->fd, json_encode([Timer::clear($id), Timer::clear($id), Timer::exists($id)]));
            }
        }, 'tick', 4);
        $server->push($frame->fd, json_encode([is_int($id), Timer::exists($id)]));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('go');
for ($i = 0; $i < 6; $i++) {
    echo $client->receive(), "\n";
}
?>
--EXPECT--
text [true,true]
text tick 1 not early
text tick 2 not early
text tick 3 not early
text tick 4 not early
text [true,false,false]

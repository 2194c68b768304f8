--TEST--
Swoole\WebSocket\Server: socket_buffer_size bounds what waits for a client; once it has read, push() works again
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        if ($frame->data === 'again') {
            $server->push($frame->fd, 'welcome back');
            return;
        }
        $accepted = 0;
        while ($accepted < 10_000 && @$server->push($frame->fd, str_repeat('b', 65536))) {
            $accepted++;
        }
        echo 'accepted ', $accepted, "\n", 'error ', swoole_last_error(), "\n";
    });
    PHP, ['socket_buffer_size' => 1 << 20, 'send_yield' => false, 'log_level' => SWOOLE_LOG_NONE]);
$client = WebSocketClient::connect($server->port);
$client->send('flood');
$server->awaitOutput('error');
preg_match('/accepted (\d+)\nerror (\d+)/', $server->output(), $match);
echo $match[1] >= 8 && $match[1] < 1000 ? 'bounded' : "accepted $match[1]", ' ', $match[2], "\n";
for ($i = 0; $i < $match[1]; $i++) {
    if (strlen($client->receiveMessage()) !== 65536) {
        echo "WRONG\n";
    }
}
$client->send('again');
echo $client->receive(), "\n";
?>
--EXPECTF--
bounded %d
text welcome back

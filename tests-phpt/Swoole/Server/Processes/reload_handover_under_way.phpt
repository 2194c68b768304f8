--TEST--
Swoole\Server::reload() in SWOOLE_BASE hands over what is under way: parts of frames, messages and requests, what was kept back and what was not sent
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Frame, HttpResponse, Server, Socket, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children, show};

$takeover = ['server_context_takeover' => true, 'client_context_takeover' => true];
$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $response->end($request->header['x-name'] ?? 'nobody');
    });
    $server->on('message', function ($server, $frame) {
        [$what, $fd] = explode(' ', $frame->data) + [1 => $frame->fd];
        $reply = match ($what) {
            'fd' => $frame->fd,
            'pid' => getmypid(),
            'queued' => $server->getClientInfo((int) $fd)['send_queued_bytes'] > 1_000_000,
            'pause' => $server->pause($frame->fd),
            'resume' => $server->resume((int) $fd),
            default => null,
        };
        if ($what === 'much') {
            for ($i = 0; $i < 200; $i++) {
                $server->push($frame->fd, str_repeat(chr(65 + $i % 26), 100_000));
            }
        } elseif ($what === 'begin') {
            $server->push($frame->fd, 'begun', WEBSOCKET_OPCODE_TEXT, 0);
        } elseif ($what === 'finish') {
            $server->push($frame->fd, ', finished', WEBSOCKET_OPCODE_CONTINUATION);
        } else {
            $server->push($frame->fd, $reply === null ? $frame->data : json_encode($reply));
        }
    });
    $server->on('close', function ($server, $fd) {
        echo "close\n";
    });
    PHP, ['worker_num' => 2, 'websocket_compression' => $takeover, 'log_level' => SWOOLE_LOG_WARNING, 'socket_buffer_size' => 64 << 20]);
$connect = fn () => WebSocketClient::connect($server->port);
$asking = $connect();
$pid = $asking->ask('pid');

// What is cut off, and where. With an answer comes that what is behind the question was read.
$text = str_repeat('äöü€', 50);
$compressing = WebSocketClient::compressing($server->port);
$compressing->sendCompressed($text);
$compressing->receiveMessage();
$cut = [
    'a header' => [$connect(), Frame::encode($text), 3],
    'text' => [$connect(), Frame::encode($text), 50],
    'fragments' => [$connect(), Frame::encode('ä', fin: false) . Frame::encode('ö', Frame::CONTINUATION, false) . Frame::encode('ü', Frame::CONTINUATION), 20],
    'a ping' => [$connect(), Frame::encode('still there?', Frame::PING), 9],
    'compressed' => [$compressing, Frame::encode($compressing->deflate->deflate($text), rsv: 4), 8],
];
foreach ($cut as [$client, $bytes, $at]) {
    $client->socket->write(Frame::encode('?') . substr($bytes, 0, $at));
    $client->receiveMessage();
}
$request = Socket::connect($server->port);
$request->write("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nX-Name: so");
HttpResponse::read($request);
$pausing = $connect();
$paused = $pausing->ask('fd');
echo 'paused ', $pausing->ask('pause'), "\n";
$pausing->send('kept back');
$pushed = $connect();
$pushed->send('begin');
echo $pushed->receive()->payload, "\n";
$slow = $connect();
$fd = $slow->ask('fd');
$slow->send('much');
await(fn () => $asking->ask("queued $fd") === 'true', 'nothing is left to send');

$old = awaitChildren($server->pid, 2);
$server->signal(SIGUSR1);
await(fn () => count(children($server->pid)) === 2 && array_intersect($old, children($server->pid)) === [], 'not all workers were replaced');
show($asking->ask('pid') !== $pid);
foreach ($cut as $what => [$client, $bytes, $at]) {
    $client->socket->write(substr($bytes, $at));
    $answer = $what === 'a ping' ? $client->receive()->payload : $client->receiveMessage();
    echo $what, ': ', $answer === $text ? 'the text' : $answer, "\n";
}
$request->write("mebody\r\n\r\n");
echo HttpResponse::read($request)->body, "\n";
show($pausing->socket->isSilent(0.05));
echo $asking->ask("resume $paused"), ' ', $pausing->receiveMessage(), "\n";
$pushed->send('finish');
echo $pushed->receive()->payload, "\n";
for ($i = 0; $i < 200; $i++) {
    if ($slow->receiveMessage() !== str_repeat(chr(65 + $i % 26), 100_000)) {
        echo "message $i is another one\n";
    }
}
echo $slow->ask('and then?'), "\n";
echo $server->output(), $server->stop(), "\n";
?>
--EXPECT--
paused true
begun
true
a header: the text
text: the text
fragments: äöü
a ping: still there?
compressed: the text
somebody
true
true kept back
, finished
and then?
exit 0

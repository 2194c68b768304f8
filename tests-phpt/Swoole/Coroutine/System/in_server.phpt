--TEST--
Swoole\Coroutine\System in callbacks of a server: files, names and commands, while it serves others
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$locked = Server::temporaryDirectory() . '/locked';
$file = fopen($locked, 'w');
flock($file, LOCK_EX);
$server = Server::webSocket(<<<'PHP'
    use Swoole\Coroutine\System;

    $server->set(['hook_flags' => 0, 'aio_worker_num' => 3]);
    $server->on('message', function ($server, $frame) {
        [$what, $argument] = explode(' ', $frame->data, 2);
        $server->push($frame->fd, match ($what) {
            'read' => System::readFile($argument, LOCK_EX),
            'name' => System::gethostbyname($argument),
            'exec' => System::exec($argument)['output'],
            'stats' => json_encode([Swoole\Coroutine::stats()['aio_task_num'], $server->stats()['coroutine_num']]),
        });
    });
    PHP);
$one = WebSocketClient::connect($server->port);
$two = WebSocketClient::connect($server->port);
$one->send("read $locked");
echo $two->ask('name localhost'), "\n", $two->ask("exec printf '%s' hello"), "\n";
// The one who reads, and the one who asks.
echo $two->ask('stats ?'), "\n";
fwrite($file, 'content');
flock($file, LOCK_UN);
echo $one->receiveMessage(), "\n";
?>
--EXPECT--
127.0.0.1
hello
[1,2]
content

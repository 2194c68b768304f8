--TEST--
SWOOLE_BASE: workers without a descriptor left hand their connections over at a reload, also those in the middle of a message
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Frame, Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children, show};

$code = <<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
    $server->set(['worker_num' => 2, 'hook_flags' => 0, 'log_level' => SWOOLE_LOG_NONE]);
    $server->on('message', function ($server, $frame) {
        static $files = [];
        while ($frame->data === 'use all' && ($file = @fopen('/dev/null', 'r'))) {
            $files[] = $file;
        }
        $server->push($frame->fd, $frame->data);
    });
    // For this process and all that it forks.
    exec('prlimit --nofile=64:64 --pid ' . getmypid());
    $server->start();
    PHP;
$server = Server::script($code);
$old = awaitChildren($server->pid, 2);
$clients = [];
for ($i = 0; $i < 20; $i++) {
    $clients[] = WebSocketClient::connect($server->port);
}
$frame = Frame::encode('a whole message');
foreach ($clients as $i => $client) {
    $client->ask('use all');
    if ($i % 4 === 0) {
        // What is behind the question was read with it.
        $client->socket->write(Frame::encode('?') . substr($frame, 0, 9));
        $client->receiveMessage();
    }
}
$server->signal(SIGUSR1);
await(fn () => count(children($server->pid)) === 2 && array_intersect($old, children($server->pid)) === [], 'not all workers were replaced');
$answers = [];
foreach ($clients as $i => $client) {
    if ($i % 4 === 0) {
        $client->socket->write(substr($frame, 9));
        $answers[] = $client->receiveMessage();
    } else {
        $answers[] = $client->ask('still there');
    }
}
show(array_count_values($answers));
echo $server->stop(), "\n";
?>
--EXPECT--
{"a whole message":5,"still there":15}
exit 0

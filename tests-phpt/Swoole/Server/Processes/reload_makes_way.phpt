--TEST--
Swoole\Server: while a worker that is replaced finishes what it has begun, its successor serves its connections
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, awaitGone, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('task', fn ($server, $id, $from, $data) => "$data by $from");
        $server->on('finish', fn () => null);
        $server->on('pipeMessage', function ($server, $from, $message) {
            // In the task worker.
            $server->push((int) $message, 'a message of ' . $from);
        });
        $server->on('request', function ($request, $response) use ($server) {
            // Waits until a file is there, with whatever may wait meanwhile.
            echo "begun\n";
            while (!file_exists($request->get['go'])) {
                Swoole\Coroutine::sleep(0.002);
            }
            // It is another process by now that the connections belong to.
            $fd = (int) $request->get['fd'];
            foreach (range(1, 3) as $n) {
                $server->push($fd, "$n of the old one");
            }
            $tasks = $server->taskCo(['a task'], 10);
            $server->push($fd, $tasks[0]);
            $server->sendMessage((string) $fd, 1);
            $server->push($fd, (string) $server->isEstablished($fd));
            $response->header('X-Worker', (string) $server->worker_id);
            $response->end((string) getmypid());
        });
        $server->on('message', fn ($server, $frame) => $server->push($frame->fd, $frame->fd . ' ' . getmypid()));
        PHP, ['log_level' => SWOOLE_LOG_WARNING, 'task_worker_num' => 1, 'max_wait_time' => 20], $mode);
    $manager = manager($server, $mode);
    awaitChildren($manager, 2);
    $pushed = WebSocketClient::connect($server->port);
    $pushed->send('hello');
    [$fd, $old] = explode(' ', $pushed->receive()->payload);
    $file = tempnam(sys_get_temp_dir(), 'go');
    unlink($file);
    $http = new HttpClient($server->port);
    $http->send('GET', "/?fd=$fd&go=" . urlencode($file));
    $server->awaitOutput('begun');
    $server->signal(SIGUSR1);
    // The old one lives on, and somebody else answers.
    await(function () use ($pushed, $old, &$new): bool {
        $pushed->send('who?');
        [, $new] = explode(' ', $pushed->receive()->payload);
        return $new !== $old;
    }, 'there is no successor');
    show(is_dir("/proc/$old"));
    touch($file);
    $answer = $http->read();
    show((int) $answer->body === (int) $old, $answer->header('x-worker'));
    $all = [];
    while (count($all) < 6) {
        $all[] = $pushed->receive()->payload;
    }
    // The message has another way than what was pushed.
    show(...array_filter($all, fn ($text) => !str_starts_with($text, 'a message')));
    show(...array_filter($all, fn ($text) => str_starts_with($text, 'a message')));
    unlink($file);
    awaitGone([(int) $old]);
    $pushed->send('still there?');
    show($pushed->receive()->payload === "$fd $new");
    show($server->stop(), trim(str_replace('begun', '', $server->output())));
}
?>
--EXPECT--
true
true
0
1 of the old one
2 of the old one
3 of the old one
a task by 0
1
a message of 0
true
exit 0

true
true
0
1 of the old one
2 of the old one
3 of the old one
a task by 0
1
a message of 0
true
exit 0


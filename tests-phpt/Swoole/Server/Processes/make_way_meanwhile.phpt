--TEST--
Swoole\Server: what is under way when a worker makes way: a command, results, a handshake, calls of workerExit, numbers
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, Socket, WebSocketClient};
use function SwooleTest\{await, awaitChildren, awaitGone, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $file = tempnam(sys_get_temp_dir(), 'end');
    $server = Server::webSocket("\$file = '$file';" . <<<'PHP'
        $wait = function () use ($file) {
            while (file_exists($file)) {
                Swoole\Coroutine::sleep(0.002);
            }
        };
        $server->addCommand('slow', SWOOLE_SERVER_COMMAND_EVENT_WORKER, function ($server) use ($wait) {
            echo "command\n";
            $wait();
            return json_encode(['by' => $server->worker_id]);
        });
        $exits = 0;
        $server->on('workerExit', function () use (&$exits) {
            $exits++;
        });
        $server->on('workerStop', function ($server, $id) use (&$exits) {
            echo $id < 2 && $exits > 0 ? "exits of $id: " . ($exits < 200 ? 'few' : $exits) . "\n" : '';
        });
        $server->on('handshake', function ($request, $response) use ($wait) {
            if ($request->server['request_uri'] === '/slow') {
                echo "handshake\n";
                $wait();
            }
            $key = base64_encode(sha1($request->header['sec-websocket-key'] . '258EAFA5-E914-47DA-95CA-C5AB0DC85B11', true));
            $response->header('Upgrade', 'websocket');
            $response->header('Connection', 'Upgrade');
            $response->header('Sec-WebSocket-Accept', $key);
            $response->status(101);
            $response->end();
        });
        $server->on('task', function () use ($file) {
            while (file_exists("$file.task")) {
                usleep(2000);
            }
            return 'done';
        });
        $server->on('message', function ($server, $frame) {
            $server->push($frame->fd, match ($frame->data) {
                'who?' => $server->worker_id . ' ' . getmypid(),
                'command' => json_encode($server->command('slow', 0, SWOOLE_SERVER_COMMAND_EVENT_WORKER, [])),
                'task' => $server->taskCo(['a task'], 30)[0],
                'stats' => json_encode(array_intersect_key($server->stats(), ['connection_num' => 0, 'close_count' => 0])),
            });
        });
        PHP, ['worker_num' => 2, 'task_worker_num' => 1, 'max_wait_time' => 20, 'log_level' => SWOOLE_LOG_NONE], $mode);
    awaitChildren(manager($server, $mode), 3);
    touch("$file.task");
    // One of each worker.
    $of = [];
    $all = [];
    while (count($of) < 2) {
        $all[] = $client = WebSocketClient::connect($server->port);
        [$id, $pid] = explode(' ', $client->ask('who?'));
        $of[$id] ??= [$client, $pid];
    }
    [$zero, $old] = $of[0];
    $of[1][0]->send('command');
    $server->awaitOutput('command');
    // Whichever worker gets it.
    $socket = Socket::connect($server->port);
    $socket->write(WebSocketClient::request('/slow', 'AQIDBAUGBwgJCgsMDQ4PEA=='));
    $server->awaitOutput('handshake');
    $server->signal(SIGUSR1);
    $new = $old;
    await(function () use ($zero, $old, &$new): bool {
        [, $new] = explode(' ', $zero->ask('who?'));
        return $new !== $old;
    }, 'there is no successor');
    unlink($file);
    // From who has left; and the handshake.
    show($of[1][0]->receiveMessage());
    show(explode("\r\n", $socket->readUntil("\r\n\r\n"))[0]);
    awaitGone([(int) $old]);
    // It waits for a result while it is asked to end, so that its successor has to wait, too.
    $zero->send('task');
    $server->signal(SIGUSR1);
    usleep(300_000);
    unlink("$file.task");
    show($zero->receiveMessage());
    awaitGone([(int) $new]);
    $numbers = json_decode($zero->ask('stats'), true);
    show($numbers['connection_num'] === count($all) + 1, $numbers['close_count']);
    show($server->stop());
    preg_match_all('/^exits.*$/m', $server->output(), $lines);
    show(...array_unique($lines[0]));
}
?>
--EXPECTF--
{"by":0}
HTTP/1.1 101 Switching Protocols
done
true
0
exit 0
exits of %d: few
%A{"by":0}
HTTP/1.1 101 Switching Protocols
done
true
0
exit 0
exits of %d: few%A

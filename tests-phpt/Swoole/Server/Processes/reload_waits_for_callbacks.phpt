--TEST--
Swoole\Server: a worker that is replaced answers what it has begun, and calls workerExit until nothing is left
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{await, children, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $go = new Swoole\Coroutine\Channel(1);
        $exits = 0;
        $server->on('workerStart', function () {
            echo getmypid(), " workerStart\n";
            Swoole\Timer::tick(5, fn () => null);
        });
        $server->on('workerExit', function ($server, $id) use (&$exits, $go) {
            if (++$exits === 3) {
                // The request is answered now; the timer would never end by itself.
                go(fn () => $go->push(true));
                Swoole\Timer::clearAll();
                echo getmypid(), " workerExit $id, 3 times\n";
            }
        });
        $server->on('workerStop', function () {
            echo getmypid(), " workerStop\n";
        });
        $server->on('request', function ($request, $response) use ($go) {
            if ($request->server['request_uri'] === '/slow') {
                echo getmypid(), " begun\n";
                $go->pop();
            }
            $response->end((string) getmypid());
        });
        PHP, ['log_level' => SWOOLE_LOG_WARNING, 'max_request' => 1000], $mode);
    $server->awaitOutput('workerStart');
    $client = new HttpClient($server->port);
    $client->send('GET', '/slow');
    $server->awaitOutput('begun');
    $manager = manager($server, $mode);
    [$old] = children($manager);
    $server->signal(SIGUSR1);
    $answer = $client->read();
    show((int) $answer->body === $old);
    await(fn () => count(children($manager)) === 1 && children($manager) !== [$old], 'the old one is left');
    show((int) HttpClient::get($server->port, '/')->body === children($manager)[0]);
    show($server->stop());
    // The successor starts while the old one has something to do.
    preg_match_all('/^(\d+) (.*)$/m', $server->output(), $lines, PREG_SET_ORDER);
    $of = [];
    foreach ($lines as [, $pid, $text]) {
        $of[$pid][] = $text;
    }
    show(...array_merge(...$of));
}
?>
--EXPECT--
true
true
exit 0
workerStart
begun
workerExit 0, 3 times
workerStop
workerStart
workerExit 0, 3 times
workerStop
true
true
exit 0
workerStart
begun
workerExit 0, 3 times
workerStop
workerStart
workerExit 0, 3 times
workerStop

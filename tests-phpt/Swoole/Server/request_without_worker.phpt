--TEST--
Swoole\Server: a request whose worker has ended with it is not waited for: the connection ends, and onClose is called
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{await, awaitChildren, manager, show};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) use ($server) {
        if ($request->server['request_uri'] === '/stats') {
            $response->end((string) $server->stats()['connection_num']);
            return;
        }
        echo "begun $request->fd for {$request->server['request_uri']}\n";
        if ($request->server['request_uri'] === '/die') {
            Swoole\Process::kill(getmypid(), SIGKILL);
        }
        Swoole\Coroutine::sleep(1000);
    });
    $server->on('close', function ($server, $fd) {
        echo "closed $fd.\n";
    });
    PHP, ['max_wait_time' => 1, 'log_level' => SWOOLE_LOG_NONE], 'SWOOLE_PROCESS');
awaitChildren(manager($server, 'SWOOLE_PROCESS'), 1);
foreach (['/die', '/wait'] as $target) {
    $client = new HttpClient($server->port);
    $client->send('GET', $target);
    $server->awaitOutput("for $target\n");
    preg_match("~begun (\d+) for $target~", $server->output(), $begun);
    if ($target === '/wait') {
        // It ends without an answer when its time is over.
        $server->signal(SIGUSR1);
    }
    try {
        $client->read();
    } catch (RuntimeException $e) {
        show(explode(';', $e->getMessage())[0]);
    }
    $server->awaitOutput("closed $begun[1].");
    await(fn () => HttpClient::get($server->port, '/stats')->body === '1', 'the connection is left');
}
show($server->stop());
?>
--EXPECT--
the peer closed
the peer closed
exit 0

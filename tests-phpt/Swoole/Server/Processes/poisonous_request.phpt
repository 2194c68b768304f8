--TEST--
Swoole\Server: workers that die of the first request that they get have successors at once: they have not failed at their start
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{await, awaitChildren, manager, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('request', function ($request, $response) {
            if ($request->server['request_uri'] === '/poison') {
                Swoole\Process::kill(getmypid(), SIGKILL);
            }
            $response->end('well');
        });
        PHP, ['max_request' => 1000, 'log_level' => SWOOLE_LOG_WARNING], $mode);
    awaitChildren(manager($server, $mode), 1);
    $begin = microtime(true);
    for ($i = 0; $i < 6; $i++) {
        $client = new HttpClient($server->port);
        $client->send('GET', '/poison');
        await(fn () => substr_count($server->output(), 'abnormal exit') > $i, 'the worker lives on');
    }
    show(HttpClient::get($server->port, '/')->body, str_contains($server->output(), 'failed at its start'));
    // With delays that double, these were 6 s.
    show(microtime(true) - $begin < 4);
    $server->stop();
}
?>
--EXPECT--
well
false
true
well
false
true

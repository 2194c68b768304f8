--TEST--
Swoole\Server::stats() counts responses to requests, in SWOOLE_PROCESS, too
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('request', function ($request, $response) use ($server) {
            $stats = $server->stats();
            $response->end($stats['response_count'] . ' ' . $stats['worker_response_count']);
        });
        PHP, [], $mode);
    $client = new HttpClient($server->port);
    for ($i = 0; $i < 3; $i++) {
        show($client->request('GET', '/')->body);
    }
    show($server->stop());
}
?>
--EXPECT--
0 0
1 1
2 2
exit 0
0 0
1 1
2 2
exit 0

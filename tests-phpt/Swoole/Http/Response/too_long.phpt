--TEST--
Swoole\Http\Response: what is longer than buffer_output_size is refused; the program may send something else, or the client gets 500
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::script(<<<'PHP'
        <?php
        error_reporting(0);
        $server = new Swoole\Http\Server('127.0.0.1', (int) $argv[1], constant($argv[2]));
        $server->set(['worker_num' => 1, 'buffer_output_size' => 128 * 1024, 'http_compression' => false]);
        $server->on('request', function ($request, $response) {
            $path = $request->server['request_uri'];
            $response->status(201);
            $way = $path === '/write' ? 'write' : 'end';
            $sent = $response->$way(str_repeat('x', 256 * 1024));
            if ($path !== '/nothing') {
                $response->end(json_encode([$sent, swoole_last_error() === SWOOLE_ERROR_DATA_LENGTH_TOO_LARGE]));
            }
        });
        $server->start();
        PHP, [$mode]);
    $client = new HttpClient($server->port);
    foreach (['/end', '/write', '/nothing', '/end'] as $path) {
        echo $client->request('GET', $path), "\n";
    }
    echo $server->stop(), "\n";
}
?>
--EXPECT--
201 Created [[false,true]]
201 Created [[false,true]]
500 Internal Server Error
201 Created [[false,true]]
exit 0
201 Created [[false,true]]
201 Created [[false,true]]
500 Internal Server Error
201 Created [[false,true]]
exit 0

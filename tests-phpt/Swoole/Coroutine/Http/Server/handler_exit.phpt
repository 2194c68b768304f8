--TEST--
Swoole\Coroutine\Http\Server: exit() in a handler ends the process
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        try {
            exit(3);
        } catch (Swoole\ExitException $exception) {
            $response->end('status ' . $exception->getStatus());
        }
    });
    PHP);
show(HttpClient::get($server->port, '/'));
?>
--EXPECT--
200 OK [status 3]

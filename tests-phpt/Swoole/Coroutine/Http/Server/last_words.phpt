--TEST--
Swoole\Coroutine\Http\Server: what was answered before an exit, an exception or a fatal error arrives
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

foreach (['exit(0)', 'throw new Exception("thrown")', 'str_repeat("x", 1 << 40)'] as $end) {
    $server = httpServer('$server->handle("/", function ($request, $response) { $response->end("last words"); ' . $end . '; });');
    show(HttpClient::get($server->port, '/'), $server->awaitExit());
}
?>
--EXPECT--
200 OK [last words]
exit 255
200 OK [last words]
exit 255
200 OK [last words]
exit 255

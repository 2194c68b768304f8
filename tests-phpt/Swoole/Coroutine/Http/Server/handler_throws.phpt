--TEST--
Swoole\Coroutine\Http\Server: an exception that the handler does not catch ends the process (Swoole 6.2.2 hangs)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function ($request, $response) {
        throw new RuntimeException('not caught');
    });
    PHP);
$client = new HttpClient($server->port);
$client->send('GET', '/');
$client->socket->readToEnd();
show($server->awaitExit(), trim($server->output()));
?>
--EXPECTF--
exit 255
Fatal error: Uncaught RuntimeException: not caught in %s:%d
%A

--TEST--
Swoole\Coroutine\Http\Server: push(), recv(), ping(), disconnect() of a response that was not upgraded warn and return false
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', function (Request $request, Response $response) {
        foreach (['push' => ['x'], 'recv' => [], 'ping' => [], 'disconnect' => []] as $method => $arguments) {
            error_clear_last();
            $result = @$response->$method(...$arguments);
            echo $method, ' ', json_encode($result), ' ', error_get_last()['type'] === E_WARNING ? 'warning' : 'silent', "\n";
        }
        $response->end('done');
    });
    PHP);
show(HttpClient::get($server->port, '/'), trim($server->output()));
?>
--EXPECT--
200 OK [done]
push false warning
recv false warning
ping false warning
disconnect false warning

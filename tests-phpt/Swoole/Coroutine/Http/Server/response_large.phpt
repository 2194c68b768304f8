--TEST--
Swoole\Coroutine\Http\Server: a body larger than the kernel buffers, for a client that reads late
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/large', function ($request, $response) {
        $result = $response->end(str_repeat('0123456789', 2_000_000));
        echo 'ended ', json_encode($result), "\n";
    });
    $server->handle('/small', fn ($request, $response) => $response->end('small'));
    PHP, ['http_compression' => false]);
$client = new HttpClient($server->port);
$client->send('GET', '/large');
// Others are served meanwhile.
show(HttpClient::get($server->port, '/small')->body);
show($client->read()->body === str_repeat('0123456789', 2_000_000));
$server->awaitOutput('ended');
show(trim($server->output()), $client->request('GET', '/small')->body);
?>
--EXPECT--
small
true
ended true
small

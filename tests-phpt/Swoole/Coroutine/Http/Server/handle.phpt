--TEST--
Swoole\Coroutine\Http\Server::handle(): prefixes, without regard to case; / takes the rest; a pattern's last handler counts
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    foreach (['/', '/api', '/api/users'] as $pattern) {
        echo json_encode($server->handle($pattern, function ($request, $response) use ($pattern) {
            $response->end("$pattern for {$request->server['request_uri']}");
        })), "\n";
    }
    $server->handle('/twice', fn ($request, $response) => $response->end('first'));
    $server->handle('/twice', fn ($request, $response) => $response->end('second'));
    $server->handle('/method', [new class {
        public function answer($request, $response): void {
            $response->end('a method');
        }
    }, 'answer']);
    PHP);
$client = new HttpClient($server->port);
foreach (['/', '/api', '/API', '/apifoo', '/api?x=/api/users', '/api/users', '/api/users/5', '/ap', '/twice', '/method'] as $target) {
    show("$target: " . $client->request('GET', $target));
}
show($server->stop(), $server->output());
?>
--EXPECT--
/: 200 OK [/ for /]
/api: 200 OK [/api for /api]
/API: 200 OK [/api for /API]
/apifoo: 200 OK [/api for /apifoo]
/api?x=/api/users: 200 OK [/api for /api]
/api/users: 200 OK [/api/users for /api/users]
/api/users/5: 200 OK [/api/users for /api/users/5]
/ap: 200 OK [/ for /ap]
/twice: 200 OK [second]
/method: 200 OK [a method]
exit 0
true
true
true
ended

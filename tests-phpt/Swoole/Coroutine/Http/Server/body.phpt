--TEST--
Swoole\Coroutine\Http\Server: bodies as form, as raw content, in pieces, large
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, HttpResponse, Socket};
use function SwooleTest\{httpServer, show};

$server = httpServer(<<<'PHP'
    $server->handle('/', fn ($request, $response) => $response->end(json_encode($request->post) . ' ' . $request->getContent()));
    $server->handle('/md5', fn ($request, $response) => $response->end(md5($request->getContent())));
    PHP, ['package_max_length' => 4 << 20]);
$client = new HttpClient($server->port);
show($client->request('POST', '/', ['Content-Type: application/x-www-form-urlencoded'], 'a=1&b%5B%5D=x&b%5B%5D=%C3%A4'));
show($client->request('POST', '/', ['Content-Type: application/json'], '{"a":1}'));
show($client->request('PUT', '/', [], 'raw'));
show($client->request('POST', '/', [], ''));
$large = random_bytes(3 << 20);
show($client->request('POST', '/md5', [], $large)->body === md5($large));

$socket = Socket::connect($server->port);
foreach (str_split("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello", 7) as $piece) {
    $socket->write($piece);
    usleep(500);
}
show(HttpResponse::read($socket));
?>
--EXPECT--
200 OK [{"a":"1","b":["x","\u00e4"]} a=1&b%5B%5D=x&b%5B%5D=%C3%A4]
200 OK [null {"a":1}]
200 OK [null raw]
200 OK [null ]
true
200 OK [null hello]

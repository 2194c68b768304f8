--TEST--
Swoole\Coroutine\Http\Server: Response::sendfile()
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{httpServer, show};

$directory = Server::temporaryDirectory();
file_put_contents("$directory/page.html", '0123456789');
$large = random_bytes(5 << 20);
file_put_contents("$directory/large.bin", $large);
$server = httpServer(<<<PHP
    \$server->handle('/', function (\$request, \$response) {
        \$file = "$directory/{\$request->get['file']}";
        if (!@\$response->sendfile(\$file, (int) (\$request->get['offset'] ?? 0), (int) (\$request->get['length'] ?? 0))) {
            \$response->status(404);
            \$response->end('no such file');
        }
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['file=page.html', 'file=page.html&offset=7', 'file=page.html&offset=2&length=3', 'file=missing'] as $query) {
    $response = $client->request('GET', "/?$query");
    show($response, $response->header('Content-Type'));
}
show($client->request('GET', '/?file=large.bin')->body === $large);
?>
--EXPECT--
200 OK [0123456789]
text/html
200 OK [789]
text/html
200 OK [234]
text/html
404 Not Found [no such file]
text/html
true

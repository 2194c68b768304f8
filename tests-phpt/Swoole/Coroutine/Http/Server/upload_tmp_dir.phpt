--TEST--
Swoole\Coroutine\Http\Server: upload_tmp_dir; a file lives as long as its request
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\{httpServer, show};

$directory = Server::temporaryDirectory();
$server = httpServer('$server->handle("/", fn ($request, $response) => $response->end($request->files["f"]["tmp_name"] ?? ""));', ['upload_tmp_dir' => $directory]);
$client = new HttpClient($server->port);
$body = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\nx\r\n--B--\r\n";
$path = $client->request('POST', '/', ['Content-Type: multipart/form-data; boundary=B'], $body)->body;
show(dirname($path) === $directory);
// The next answer comes after the first request has gone.
$client->request('GET', '/');
show(file_exists($path));
?>
--EXPECT--
true
false

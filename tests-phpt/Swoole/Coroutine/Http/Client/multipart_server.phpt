--TEST--
Swoole\Coroutine\Http\Client: a server understands what addFile() and addData() send
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\{Client, Server as HttpServer};
use SwooleTest\Server;
use function SwooleTest\{coroutines, show};

$directory = Server::temporaryDirectory();
$large = random_bytes(1 << 20);
file_put_contents("$directory/large.png", $large);
coroutines(function () use ($directory, $large): void {
    $server = new HttpServer('127.0.0.1');
    $server->handle('/', function ($request, $response) {
        $files = array_map(fn ($file) => [$file['name'], $file['type'], $file['size'], md5_file($file['tmp_name'])], $request->files);
        $response->end(json_encode([$request->post, $files]));
    });
    Swoole\Coroutine::create(fn () => $server->start());
    $client = new Client('127.0.0.1', $server->port);
    $client->addFile("$directory/large.png", 'picture');
    $client->addData('text', 'note', 'text/plain', 'note.txt');
    $client->post('/', ['a' => 'b']);
    [$post, $files] = json_decode($client->body, true);
    show($post, $files['picture'][0], $files['picture'][1], $files['picture'][3] === md5($large), $files['note'][3] === md5('text'));
    $server->shutdown();
});
?>
--EXPECT--
{"a":"b"}
large.png
image/png
true
true

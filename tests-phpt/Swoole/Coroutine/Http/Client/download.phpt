--TEST--
Swoole\Coroutine\Http\Client::download(): into a file, from an offset on, and to a place that is not there
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Server;
use function SwooleTest\{coroutines, httpPeer, response, show};

$directory = Server::temporaryDirectory();
coroutines(function () use ($directory): void {
    $requests = new Channel(10);
    $large = random_bytes(3 << 20);
    $client = new Client('127.0.0.1', httpPeer([response($large), response('short'), response('XYZ'), response(gzencode('plain text'), 'Content-Encoding: gzip'), response('in memory')], $requests));
    show($client->download('/large', "$directory/large"), $client->statusCode, $client->body, md5_file("$directory/large") === md5($large));
    show(strtok($requests->pop(), "\r"));
    // A file that exists is replaced, from the offset on.
    file_put_contents("$directory/file", 'something longer');
    show($client->download('/', "$directory/file"), file_get_contents("$directory/file"));
    show($client->download('/', "$directory/file", 3), file_get_contents("$directory/file"));
    show($client->download('/', "$directory/plain"), file_get_contents("$directory/plain"));
    show($client->downloadFile, $client->downloadOffset, $client->get('/'), $client->body);
});
?>
--EXPECT--
true
200

true
GET /large HTTP/1.1
true
short
true
shoXYZ
true
plain text
null
0
true
in memory

--TEST--
Swoole\Coroutine\Http\Client: addFile() and addData(): the multipart body on the wire
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use SwooleTest\Server;
use function SwooleTest\{coroutines, httpPeer, response, show};

$directory = Server::temporaryDirectory();
file_put_contents("$directory/page.html", '<b>0123456789</b>');
coroutines(function () use ($directory): void {
    $requests = new Channel(10);
    $client = new Client('127.0.0.1', httpPeer([response(''), response('')], $requests));
    $client->setHeaders(['Host' => 'example.org']);
    show($client->addFile("$directory/page.html", 'whole'));
    show($client->addFile("$directory/page.html", 'part', 'text/plain', 'renamed.txt', 3, 10));
    show($client->addData("in memory\r\n\0", 'data', 'application/x-own', 'data.bin'));
    show($client->addData('defaults', 'other'));
    show(count($client->uploadFiles), $client->post('/upload', ['field' => 'value', 'number' => 5]));
    [$head, $body] = explode("\r\n\r\n", $requests->pop(), 2);
    show(strtok($head, "\r"));
    preg_match('/^Content-Type: multipart\/form-data; boundary=(\S+)\r?$/m', $head, $match);
    $boundary = $match[1];
    preg_match('/^Content-Length: (\d+)/m', $head, $match);
    show((int) $match[1] === strlen($body));
    show(str_replace(["--$boundary", "\r", "\0"], ['==', '', '\\0'], $body));

    // They are gone after the request.
    show($client->uploadFiles, $client->post('/', 'plain'));
    show(explode("\r\n\r\n", $requests->pop(), 2)[1]);
});
?>
--EXPECT--
true
true
true
true
4
true
POST /upload HTTP/1.1
true
==
Content-Disposition: form-data; name="field"

value
==
Content-Disposition: form-data; name="number"

5
==
Content-Disposition: form-data; name="whole"; filename="page.html"
Content-Type: text/html

<b>0123456789</b>
==
Content-Disposition: form-data; name="part"; filename="renamed.txt"
Content-Type: text/plain

0123456789
==
Content-Disposition: form-data; name="data"; filename="data.bin"
Content-Type: application/x-own

in memory
\0
==
Content-Disposition: form-data; name="other"; filename="other"
Content-Type: application/octet-stream

defaults
==--

null
true
plain

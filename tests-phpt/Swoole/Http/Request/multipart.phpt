--TEST--
Swoole\Http\Request: multipart/form-data gives post fields and uploaded files that vanish with the request
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$directory = Server::temporaryDirectory();
$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        $file = $request->files['upload'];
        $response->end(json_encode([
            'post' => $request->post, 'name' => $file['name'], 'type' => $file['type'], 'error' => $file['error'], 'size' => $file['size'],
            'content' => bin2hex(file_get_contents($file['tmp_name'])), 'tmp_name' => $file['tmp_name'],
        ], JSON_UNESCAPED_SLASHES));
    });
    PHP, ['upload_tmp_dir' => $directory]);
$body = implode("\r\n", [
    '--XX', 'Content-Disposition: form-data; name="title"', '', 'A title',
    '--XX', 'Content-Disposition: form-data; name="upload"; filename="a b.bin"', 'Content-Type: application/x-test', '', "\x00\r\n--X\xff",
    '--XX--', '',
]);
$answer = json_decode((new HttpClient($server->port))->request('POST', '/', ['Content-Type: multipart/form-data; boundary=XX'], $body)->body, true);
$file = $answer['tmp_name'];
unset($answer['tmp_name']);
echo json_encode($answer), "\n";
$server->stop();
echo str_starts_with($file, $directory) ? 'in upload_tmp_dir' : $file, ' ', file_exists($file) ? 'left behind' : 'gone', "\n";
?>
--EXPECT--
{"post":{"title":"A title"},"name":"a b.bin","type":"application\/x-test","error":0,"size":7,"content":"000d0a2d2d58ff"}
in upload_tmp_dir gone

--TEST--
Swoole\Coroutine\Http\Server: uploads, form fields beside them, and http_parse_files
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\HttpClient;
use function SwooleTest\{httpServer, show};

$handler = <<<'PHP'
    $server->handle('/', function ($request, $response) {
        $files = json_encode($request->files, JSON_UNESCAPED_SLASHES);
        preg_match_all('~/tmp/\w+[^"]*~', $files, $paths);
        $contents = array_map(fn ($path) => file_get_contents($path), $paths[0]);
        $response->end(json_encode($request->post) . ' ' . preg_replace('~/tmp/\w+[^"]*~', 'PATH', $files) . ' ' . json_encode($contents));
    });
    PHP;
$body = "--BOUNDARY\r\nContent-Disposition: form-data; name=\"field\"\r\n\r\nvalue\r\n" .
    "--BOUNDARY\r\nContent-Disposition: form-data; name=\"one\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nfile content\r\n" .
    "--BOUNDARY\r\nContent-Disposition: form-data; name=\"list[x]\"; filename=\"b.txt\"\r\nContent-Type: text/plain\r\n\r\nmore\r\n" .
    "--BOUNDARY--\r\n";
$headers = ['Content-Type: multipart/form-data; boundary=BOUNDARY'];
foreach ([true, false] as $parse) {
    $client = new HttpClient(httpServer($handler, ['http_parse_files' => $parse])->port);
    show($client->request('POST', '/', $headers, $body)->body, $client->request('GET', '/')->body);
}
?>
--EXPECT--
{"field":"value"} {"one":{"type":"text/plain","tmp_name":"PATH","size":12,"name":"a.txt","error":0},"list":{"name":{"x":"b.txt"},"type":{"x":"text/plain"},"tmp_name":{"x":"PATH"},"error":{"x":0},"size":{"x":4}}} ["file content","more"]
null null []
{"field":"value"} {"one":{"type":"text/plain","tmp_name":"PATH","size":12,"name":"a.txt","error":0},"list":{"x":{"type":"text/plain","tmp_name":"PATH","size":4,"name":"b.txt","error":0}}} ["file content","more"]
null null []

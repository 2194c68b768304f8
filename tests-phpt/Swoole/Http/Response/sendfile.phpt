--TEST--
Swoole\Http\Response::sendfile(): whole, with offset and length, missing
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$file = Server::temporaryDirectory() . '/data.txt';
file_put_contents($file, str_repeat('0123456789', 100_000));
$server = Server::webSocket(<<<PHP
    \$server->on('request', function (\$request, \$response) {
        \$response->header('Content-Type', 'text/plain');
        switch (\$request->server['path_info']) {
            case '/whole':
                var_dump(\$response->sendfile('$file'));
                break;
            case '/part':
                var_dump(\$response->sendfile('$file', 5, 12));
                break;
            case '/tail':
                var_dump(\$response->sendfile('$file', 999_995));
                break;
            case '/missing':
                if (!@\$response->sendfile('/nonexistent/file')) {
                    \$response->status(404);
                    \$response->end('no such file');
                }
        }
    });
    PHP);
$client = new HttpClient($server->port);
$response = $client->request('GET', '/whole');
echo md5($response->body) === md5_file($file) ? 'same' : 'DIFFERENT', ' ', $response->header('Content-Type'), ' ', $response->header('Content-Length'), "\n";
echo $client->request('GET', '/part'), "\n";
echo $client->request('GET', '/tail'), "\n";
echo $client->request('GET', '/missing'), "\n";
$head = $client->request('HEAD', '/whole');
echo $head, ' ', $head->header('Content-Length'), "\n";
echo $client->request('GET', '/part'), "\n";
echo preg_replace('/^\[.*\n/m', '', $server->output());
?>
--EXPECT--
same text/plain 1000000
200 OK [567890123456]
200 OK [56789]
404 Not Found [no such file]
200 OK 1000000
200 OK [567890123456]
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)

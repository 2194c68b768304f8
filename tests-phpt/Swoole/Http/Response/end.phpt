--TEST--
Swoole\Http\Response::end(): once; isWritable(); a response never ended; a binary body
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        switch ($request->server['path_info']) {
            case '/twice':
                echo json_encode([$response->isWritable(), $response->end('first'), $response->isWritable(), @$response->end('second')]), "\n";
                echo json_encode([@$response->header('A', 'b'), @$response->status(404), @$response->cookie('a', 'b'), @$response->redirect('/')]), "\n";
                break;
            case '/never':
                break;
            case '/binary':
                $response->end("\x00\xff\r\n\r\n");
                break;
            case '/empty':
                $response->end();
                break;
            case '/large':
                $response->end(str_repeat('0123456789', 150_000));
                break;
        }
    });
    PHP);
$client = new HttpClient($server->port);
echo $client->request('GET', '/twice'), "\n";
$client = new HttpClient($server->port);
echo $client->request('GET', '/never'), "\n";
echo bin2hex($client->request('GET', '/binary')->body), "\n";
echo $client->request('GET', '/empty')->header('Content-Length'), "\n";
echo strlen($client->request('GET', '/large')->body), "\n";
echo $server->output();
?>
--EXPECT--
200 OK [first]
500 Internal Server Error
00ff0d0a0d0a
0
1500000
[true,true,false,false]
[false,false,false,false]

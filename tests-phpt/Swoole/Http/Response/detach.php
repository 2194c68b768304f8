<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    use Swoole\Http\Response;

    $server->on('request', function ($request, $response) use ($server) {
        $path = $request->server['path_info'];
        $fd = $request->fd;
        echo json_encode([$response->detach(), $response->isWritable(), @$response->end('detached objects do not answer')]), "\n";
        if ($path === '/send') {
            $server->send($fd, "HTTP/1.1 202 Accepted\r\nContent-Length: 7\r\n\r\nby send");
            return;
        }
        $other = match ($path) {
            '/fd' => Response::create($fd),
            '/server' => Response::create($server, $fd),
            '/documented' => Response::create([$server, $request]),
            '/later' => null,
        };
        if ($other === null) {
            Swoole\Timer::after(5, fn () => Response::create($fd)->end('later'));
        } else {
            $other->status(201);
            $other->end("created for $path");
        }
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['/fd', '/server', '/later', '/send', '/documented'] as $path) {
    echo $client->request('GET', $path), "\n";
}
echo $server->output();
?>

--TEST--
Swoole\Http\Request: header, server, get, post, cookie, fd as PHP builds them
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) use ($server) {
        $serverKeys = $request->server;
        echo implode(' ', array_keys($serverKeys)), "\n";
        var_dump(abs($serverKeys['request_time'] - time()) < 60, abs($serverKeys['request_time_float'] - microtime(true)) < 60);
        var_dump($serverKeys['server_port'] === $server->port, is_int($serverKeys['remote_port']));
        unset($serverKeys['request_time'], $serverKeys['request_time_float'], $serverKeys['master_time'], $serverKeys['server_port'], $serverKeys['remote_port']);
        echo json_encode($serverKeys, JSON_UNESCAPED_SLASHES), "\n";
        echo json_encode([
            'fd' => $request->fd, 'header' => $request->header, 'get' => $request->get, 'post' => $request->post,
            'cookie' => $request->cookie, 'files' => $request->files,
        ], JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRETTY_PRINT), "\n";
        echo $request->getMethod(), ' ', $request->getContent(), ' ', $request->rawContent(), "\n";
        $response->end();
    });
    PHP);
$headers = ['User-Agent: phpt', 'X-Two: one', 'X-Two: two', 'Cookie: a=1; b=x%20y; c=d=e', 'Content-Type: application/x-www-form-urlencoded'];
(new HttpClient($server->port))->request('POST', '/path/to?x=1&y[]=2&y[]=3&z[k]=v%26w&flag', $headers, 'name=J%C3%BCrgen+K&list[a][b]=c&empty=');
HttpClient::get($server->port, '/');
echo $server->output();
?>
--EXPECT--
query_string request_method request_uri path_info request_time request_time_float server_protocol server_port remote_port server_addr remote_addr master_time
bool(true)
bool(true)
bool(true)
bool(true)
{"query_string":"x=1&y[]=2&y[]=3&z[k]=v%26w&flag","request_method":"POST","request_uri":"/path/to","path_info":"/path/to","server_protocol":"HTTP/1.1","server_addr":"127.0.0.1","remote_addr":"127.0.0.1"}
{
    "fd": 1,
    "header": {
        "host": "localhost",
        "user-agent": "phpt",
        "x-two": [
            "one",
            "two"
        ],
        "content-type": "application/x-www-form-urlencoded",
        "content-length": "38"
    },
    "get": {
        "x": "1",
        "y": [
            "2",
            "3"
        ],
        "z": {
            "k": "v&w"
        },
        "flag": ""
    },
    "post": {
        "name": "Jürgen K",
        "list": {
            "a": {
                "b": "c"
            }
        },
        "empty": ""
    },
    "cookie": {
        "a": "1",
        "b": "x y",
        "c": "d=e"
    },
    "files": null
}
POST name=J%C3%BCrgen+K&list[a][b]=c&empty= name=J%C3%BCrgen+K&list[a][b]=c&empty=
request_method request_uri path_info request_time request_time_float server_protocol server_port remote_port server_addr remote_addr master_time
bool(true)
bool(true)
bool(true)
bool(true)
{"request_method":"GET","request_uri":"/","path_info":"/","server_protocol":"HTTP/1.1","server_addr":"127.0.0.1","remote_addr":"127.0.0.1"}
{
    "fd": 2,
    "header": {
        "host": "localhost"
    },
    "get": null,
    "post": null,
    "cookie": null,
    "files": null
}
GET  

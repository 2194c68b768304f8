--TEST--
Swoole\Http\Response: values and properties that nobody expects
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    $server->on('request', function ($request, $response) {
        switch ($request->server['path_info']) {
            case '/scalars':
                foreach ([1.5, -0.0, INF, true, false, PHP_INT_MIN, '', " a\t \n", "nul\0", 'a' . "\0" . 'b', null, [null, 1, [2]]] as $number => $value) {
                    $response->header("X-$number", $value);
                }
                $response->header('7', 'digits');
                $response->header('Server', null);
                break;
            case '/properties':
                $response->header = 5;
                $response->cookie = new stdClass;
                $response->trailer = 'x';
                $response->header('A', 'b');
                $response->cookie('c', 'd');
                $response->fd = 'x';
                break;
            case '/cookies':
                $response->cookie = [1, null, "a=b\r\nX: y", ['q'], 'good=1'];
                break;
            case '/reference':
                $header = &$response->header;
                $response->header('A', 'b');
                $header['C'] = 'd';
                $response->header('E', 'f');
                break;
        }
        @$response->end('ok');
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['/scalars', '/properties', '/cookies', '/reference'] as $path) {
    $answer = $client->request('GET', $path);
    echo $path, ' ', json_encode(array_diff_key($answer->headers, ['date' => 1, 'connection' => 1, 'content-type' => 1, 'content-length' => 1])), "\n";
}
echo $server->output();
?>
--EXPECT--
/scalars {"x-0":["1.5"],"x-1":["-0"],"x-2":["INF"],"x-3":["1"],"x-4":[""],"x-5":["-9223372036854775808"],"x-6":[""],"x-7":["a"],"x-8":["nul"],"x-11":["1","Array"],"7":["digits"]}
/properties {"a":["b"],"set-cookie":["c=d"],"server":["swoole-http-server"]}
/cookies {"set-cookie":["good=1"],"server":["swoole-http-server"]}
/reference {"a":["b"],"e":["f"],"server":["swoole-http-server"]}

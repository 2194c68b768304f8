--TEST--
Swoole\Http\Response: PHP code that runs while a head is put together cannot send it a second time
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::webSocket(<<<'PHP'
    class Text { function __construct(private $make) {} function __toString(): string { return ($this->make)(); } }
    class Last { function __construct(private $act) {} function __destruct() { ($this->act)(); } }
    $server->on('request', function ($request, $response) {
        $inner = null;
        switch ($request->server['path_info']) {
            case '/end':
                $response->header('X-Text', new Text(function () use ($response, &$inner) {
                    $inner = [$response->end('inner'), $response->write('inner'), $response->detach(), swoole_last_error()];
                    return 'text';
                }));
                break;
            case '/change':
                $response->header('X-Text', new Text(function () use ($response) {
                    $response->header = [];
                    return 'text';
                }));
                $response->header('X-Behind', new Text(fn () => 'still there'));
                break;
            case '/reference':
                $value = new Text(function () use (&$value) {
                    $value = null;
                    return 'text';
                });
                $response->header = ['X-Text' => &$value];
                break;
            case '/destructor':
                $response->header('X-Text', new Last(function () use ($response, &$inner) {
                    $inner = $response->header('X-Inner', 'lost');
                }));
                $response->header('X-Text', 'replaced');
                break;
            case '/throw':
                $response->header('X-Text', new Text(fn () => throw new LogicException('no text')));
                try {
                    $response->end('first');
                } catch (LogicException $exception) {
                    $inner = [$exception->getMessage(), $response->isWritable()];
                }
                $response->header('X-Text', 'text');
                break;
        }
        $response->end('sent once');
        echo $request->server['path_info'], ': ', json_encode($inner), "\n";
    });
    PHP);
$client = new HttpClient($server->port);
foreach (['/end', '/change', '/reference', '/destructor', '/throw'] as $path) {
    $answer = $client->request('GET', $path);
    echo $path, ': ', json_encode([$answer->header('X-Text'), $answer->header('X-Behind')]), ' ', $answer, "\n";
}
echo $server->output();
?>
--EXPECT--
/end: ["text",null] 200 OK [sent once]
/change: ["text","still there"] 200 OK [sent once]
/reference: ["text",null] 200 OK [sent once]
/destructor: ["replaced",null] 200 OK [sent once]
/throw: ["text",null] 200 OK [sent once]
/end: [false,false,false,7106]
/change: null
/reference: null
/destructor: true
/throw: ["no text",true]

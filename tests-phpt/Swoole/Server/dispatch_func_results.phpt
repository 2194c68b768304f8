--TEST--
dispatch_func: -1 drops an event, -2 ends the connection, -3 leaves it to dispatch_mode; so do nonsense and exceptions, and the log tells
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{HttpClient, Server, Socket, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->set(['dispatch_func' => function ($server, $fd, $type, $data) {
        return match ($type === 0 ? $data : '') {
            'drop' => -1,
            'close' => -2,
            'usual' => -3,
            'far' => 99,
            'negative' => -7,
            'nothing' => null,
            'text' => 'two',
            'list' => [1],
            'float' => 1.9,
            'true' => true,
            'digits' => '1',
            'throw' => throw new LogicException('no idea'),
            default => str_starts_with($data, 'GET /dropped') ? -1 : 0,
        };
    }]);
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, "$frame->data in $server->worker_id");
    });
    $server->on('request', function ($request, $response) {
        $response->end('answered');
    });
    $server->on('close', function ($server, $fd) {
        echo "close of $fd\n";
    });
    PHP, ['worker_num' => 2], 'SWOOLE_PROCESS');
// By dispatch_mode, number 1 goes to worker 1, number 2 to worker 0.
$odd = WebSocketClient::connect($server->port);
$even = WebSocketClient::connect($server->port);
foreach (['usual', 'far', 'negative', 'nothing', 'text', 'list', 'throw', 'float', 'true', 'digits'] as $what) {
    $even->send('drop');
    echo $even->ask($what), ', ', $odd->ask($what), "\n";
}
$even->send('close');
echo $even->receiveCloseCode(), "\n";
$server->awaitOutput("close of 2\n");
$http = new HttpClient($server->port);
echo $http->request('GET', '/')->body, "\n";
$http->send('GET', '/dropped');
var_dump($http->socket->readToEnd());
echo $odd->ask('still there'), "\n";
$odd = null;
echo $server->stop(), "\n";
echo preg_replace(['/^\[.*\]\t/m', '/#\d.*\n|  thrown.*\n|Stack trace:\n|close of .*\n| in \/.*| in [A-Z]:.*/', '/\n+/'], ['', '', "\n"], $server->output());
?>
--EXPECT--
usual in 0, usual in 1
far in 0, far in 1
negative in 0, negative in 1
nothing in 0, nothing in 1
text in 0, text in 1
list in 0, list in 1
throw in 0, throw in 1
float in 1, float in 1
true in 1, true in 1
digits in 1, digits in 1
close 1000
answered
string(0) ""
still there in 0
exit 255
WARNING	dispatch_func: invalid target worker-id[99]; dispatch_mode decides
WARNING	dispatch_func: invalid target worker-id[99]; dispatch_mode decides
WARNING	dispatch_func: invalid target worker-id[-7]; dispatch_mode decides
WARNING	dispatch_func: invalid target worker-id[-7]; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned null; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned null; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned string; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned string; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned array; dispatch_mode decides
WARNING	dispatch_func: a number was expected, it has returned array; dispatch_mode decides
Fatal error: Uncaught LogicException: no idea
Fatal error: Uncaught LogicException: no idea

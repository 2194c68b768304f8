--TEST--
addCommand(), command(): what cannot be registered, asked for or answered
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Frame, Server, WebSocketClient};

const ALL = SWOOLE_SERVER_COMMAND_MASTER | SWOOLE_SERVER_COMMAND_MANAGER | SWOOLE_SERVER_COMMAND_EVENT_WORKER | SWOOLE_SERVER_COMMAND_TASK_WORKER;

$server = new Swoole\WebSocket\Server('127.0.0.1', 0, SWOOLE_PROCESS);
var_dump($server->addCommand('one', ALL, fn () => '1'));
var_dump($server->addCommand('one', ALL, fn () => '2'));
var_dump(@$server->addCommand('reactor', SWOOLE_SERVER_COMMAND_REACTOR_THREAD | SWOOLE_SERVER_COMMAND_MASTER, fn () => '3'));
echo error_get_last()['message'], "\n";
try {
    $server->addCommand('nothing', ALL, 'no such function');
} catch (TypeError $error) {
    echo $error->getMessage(), "\n";
}
var_dump(@$server->command('one', 0, SWOOLE_SERVER_COMMAND_MASTER, null));
echo error_get_last()['message'], "\n";
unset($server);

$server = Server::webSocket(<<<'PHP'
    const ALL = SWOOLE_SERVER_COMMAND_MASTER | SWOOLE_SERVER_COMMAND_MANAGER | SWOOLE_SERVER_COMMAND_EVENT_WORKER | SWOOLE_SERVER_COMMAND_TASK_WORKER;
    $server->addCommand('echo', ALL, fn ($server, $data) => $data);
    $server->addCommand('int', ALL, fn () => 5);
    $server->addCommand('text', ALL, fn () => 'no JSON');
    $server->addCommand('master', SWOOLE_SERVER_COMMAND_MASTER, fn () => '"master"');
    $server->addCommand('waits', ALL, function () {
        Swoole\Coroutine::sleep(0.001);

        return '"waited"';
    });
    $server->on('message', function ($server, $frame) {
        $answer = @$server->command(...unserialize($frame->data));
        $server->push($frame->fd, json_encode($answer) . ($answer === false ? ' ' . swoole_strerror(swoole_last_error(), SWOOLE_STRERROR_SWOOLE) : ''));
    });
    $server->on('request', function ($request, $response) use ($server) {
        $response->end(json_encode([@$server->addCommand('late', ALL, fn () => ''), error_get_last()['message']]));
    });
    PHP, ['worker_num' => 2], 'SWOOLE_PROCESS');
$client = WebSocketClient::connect($server->port);
foreach ([
    ['echo', 0, SWOOLE_SERVER_COMMAND_WORKER, ['x' => [1.5, null, "\u{e9}"]]],
    ['echo', 0, SWOOLE_SERVER_COMMAND_WORKER, 'text'],
    ['echo', 0, SWOOLE_SERVER_COMMAND_WORKER, 'text', false],
    ['echo', 0, SWOOLE_SERVER_COMMAND_WORKER, "\xff"],
    ['echo', 0, SWOOLE_SERVER_COMMAND_WORKER, NAN],
    ['none', 0, SWOOLE_SERVER_COMMAND_WORKER, ''],
    ['echo', 2, SWOOLE_SERVER_COMMAND_WORKER, ''],
    ['echo', -1, SWOOLE_SERVER_COMMAND_WORKER, ''],
    ['echo', 0, SWOOLE_SERVER_COMMAND_TASK_WORKER, ''],
    ['echo', 0, SWOOLE_SERVER_COMMAND_REACTOR_THREAD, ''],
    ['echo', 0, 0, ''],
    ['echo', 0, -1, ''],
    ['echo', PHP_INT_MAX, PHP_INT_MAX, ''],
    ['master', 0, SWOOLE_SERVER_COMMAND_WORKER, ''],
    ['master', 0, SWOOLE_SERVER_COMMAND_MASTER, ''],
    ['int', 0, SWOOLE_SERVER_COMMAND_MANAGER, ''],
    ['text', 0, SWOOLE_SERVER_COMMAND_MANAGER, ''],
    ['text', 0, SWOOLE_SERVER_COMMAND_MANAGER, '', false],
    ['waits', 0, SWOOLE_SERVER_COMMAND_MASTER, ''],
] as $arguments) {
    echo json_encode(array_slice($arguments, 0, 3)), ': ', $client->ask(serialize($arguments), Frame::BINARY), "\n";
}
// From both workers to both, longer than the rings.
$long = str_repeat('long', 250_000);
$other = WebSocketClient::connect($server->port);
foreach ([$client, $other] as $from) {
    foreach ([0, 1] as $to) {
        var_dump($from->ask(serialize(['echo', $to, SWOOLE_SERVER_COMMAND_WORKER, $long]), Frame::BINARY) === json_encode($long));
    }
}
echo SwooleTest\HttpClient::get($server->port, '/')->body, "\n";
echo $server->stop(), "\n";
?>
--EXPECT--
bool(true)
bool(false)
bool(false)
Swoole\Server::addCommand(): only support worker/task_worker process
Swoole\Server::addCommand(): Argument #3 ($callback) must be a valid callback, function "no such function" not found or invalid function name
bool(false)
Swoole\Server::command(): server is not running
["echo",0,8]: {"x":[1.5,null,"\u00e9"]}
["echo",0,8]: "text"
["echo",0,8]: "\"text\""
["echo",0,8]: false Invalid params
["echo",0,8]: false Invalid params
["none",0,8]: false Server invalid command
["echo",2,8]: false Invalid params
["echo",-1,8]: false Invalid params
["echo",0,16]: false Invalid params
["echo",0,4]: false Operation not support
["echo",0,0]: false Operation not support
["echo",0,-1]: false Operation not support
["echo",9223372036854775807,9223372036854775807]: false Operation not support
["master",0,8]: false Operation not support
["master",0,2]: "master"
["int",0,32]: {"data":"wrong return type","code":-2}
["text",0,32]: false Invalid params
["text",0,32]: "no JSON"
["waits",0,2]: "waited"
bool(true)
bool(true)
bool(true)
bool(true)
[false,"Swoole\\Server::addCommand(): server is running, can't add command"]
exit 0

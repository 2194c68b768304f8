--TEST--
Swoole\WebSocket\Server::push(): bad arguments
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    function attempt(callable $call): void
    {
        try {
            echo json_encode($call()), "\n";
        } catch (Throwable $error) {
            echo get_class($error), ': ', $error->getMessage(), "\n";
        }
    }
    $server->on('open', function ($server, $request) {
        $fd = $request->fd;
        attempt(fn () => $server->push());
        attempt(fn () => $server->push($fd));
        attempt(fn () => $server->push('abc', 'data'));
        attempt(fn () => $server->push([], 'data'));
        attempt(fn () => $server->push($fd, new stdClass()));
        attempt(fn () => $server->push($fd, 'data', 'opcode'));
        attempt(fn () => $server->push($fd, 'data', 11));
        attempt(fn () => swoole_last_error());
        attempt(fn () => $server->push($fd, 'data', -1));
        attempt(fn () => $server->push((string) $fd, 'fd as a numeric string'));
    });
    PHP);
$client = WebSocketClient::connect($server->port);
echo $client->receive(), "\n";
echo preg_replace('/ in \/\S+ on line \d+/', '', $server->output());
?>
--EXPECT--
text fd as a numeric string
ArgumentCountError: Swoole\WebSocket\Server::push() expects at least 2 arguments, 0 given
ArgumentCountError: Swoole\WebSocket\Server::push() expects at least 2 arguments, 1 given
TypeError: Swoole\WebSocket\Server::push(): Argument #1 ($fd) must be of type int, string given
TypeError: Swoole\WebSocket\Server::push(): Argument #1 ($fd) must be of type int, array given
Error: Object of class stdClass could not be converted to string
TypeError: Swoole\WebSocket\Server::push(): Argument #3 ($opcode) must be of type int, string given

Warning: Swoole\WebSocket\Server::push(): the maximum value of opcode is 10
false
8505

Warning: Swoole\WebSocket\Server::push(): the maximum value of opcode is 10
false
true

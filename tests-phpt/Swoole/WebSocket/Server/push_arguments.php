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

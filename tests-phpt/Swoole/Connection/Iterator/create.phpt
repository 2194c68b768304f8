--TEST--
Swoole\Connection\Iterator: cannot be made or copied by hand; setting and unsetting changes nothing
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    function attempt(callable $call): string
    {
        try {
            return json_encode($call());
        } catch (Throwable $error) {
            return get_class($error);
        }
    }
    $server->on('message', function ($server, $frame) {
        $connections = $server->connections;
        $connections[5] = 'x';
        unset($connections[$frame->fd]);
        $server->push($frame->fd, implode(' ', [
            attempt(fn () => foreach_over(new Swoole\Connection\Iterator())),
            attempt(fn () => clone $connections),
            count($connections),
            json_encode(iterator_to_array($connections, false)),
            implode(',', class_implements($connections)),
        ]));
    });
    function foreach_over(iterable $values): array
    {
        $all = [];
        foreach ($values as $value) {
            $all[] = $value;
        }
        return $all;
    }
    PHP);
echo WebSocketClient::connect($server->port)->ask('?'), "\n";
?>
--EXPECTF--
%s Error 1 [1] %s

--TEST--
Swoole\WebSocket\Server: start() twice, on() and set() while running, start() after the end
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        var_dump($server->start());
        var_dump($server->on('start', function () {}));
        var_dump($server->on('open', function () {}));
        var_dump($server->set(['worker_num' => 2]));
        var_dump($server->listen('127.0.0.1', 0, SWOOLE_SOCK_TCP));
        $server->push($frame->fd, 'alive');
    });
    var_dump($server->start());
    echo "after the end\n";
    PHP);
echo WebSocketClient::connect($server->port)->ask('x'), "\n";
echo $server->stop(), "\n";
echo preg_replace('/ in \/\S+ on line \d+/', '', $server->output());
?>
--EXPECT--
alive
exit 0

Warning: Swoole\Server::start(): The server is running, unable to execute Swoole\WebSocket\Server->start()
bool(false)

Warning: Swoole\Server::on(): server is running, unable to register event callback function
bool(false)

Warning: Swoole\Server::on(): server is running, unable to register event callback function
bool(false)

Warning: Swoole\Server::set(): server is running, unable to execute Swoole\WebSocket\Server->set
bool(false)

Warning: Swoole\Server::listen(): server is running, cannot add listener
bool(false)
bool(true)
after the end

Warning: Swoole\Server::start(): The server have been shutdown, unable to execute Swoole\WebSocket\Server->start()

--TEST--
Swoole\Server: constructor defaults, properties, port 0
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$run = Server::run(<<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    var_dump($server->host, $server->port > 0, $server->type === SWOOLE_SOCK_TCP, $server->mode === SWOOLE_BASE);
    var_dump($server->setting, $server->ssl, $server->master_pid, $server->manager_pid, $server->worker_id, $server->taskworker, $server->worker_pid);
    var_dump(count($server->ports), get_class($server->ports[0]), $server->ports[0]->port === $server->port, get_class($server->connections));
    try {
        clone $server;
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        serialize($server);
    } catch (Exception $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        $server->__construct('127.0.0.1', 0);
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
    PHP);
echo $run->output(), $run->awaitExit(), "\n";

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, json_encode([
            $server->master_pid === getmypid(), $server->worker_pid === getmypid(), $server->manager_pid, $server->worker_id,
            $server->getMasterPid() === getmypid(), $server->getManagerPid(), $server->getWorkerId(), $server->taskworker,
        ]));
    });
    PHP);
echo WebSocketClient::connect($server->port)->ask('?'), "\n";
?>
--EXPECT--
string(9) "127.0.0.1"
bool(true)
bool(true)
bool(true)
NULL
bool(false)
int(0)
int(0)
int(-1)
bool(false)
int(0)
int(1)
string(18) "Swoole\Server\Port"
bool(true)
string(26) "Swoole\Connection\Iterator"
Trying to clone an uncloneable object of class Swoole\WebSocket\Server
Serialization of 'Swoole\WebSocket\Server' is not allowed
Constructor of Swoole\WebSocket\Server can only be called once
exit 0
[true,true,0,0,true,0,0,false]

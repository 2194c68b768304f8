--TEST--
Swoole\Server: pid_file holds the pid while the server runs and is gone afterwards
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$file = Server::temporaryDirectory() . '/server.pid';
$server = Server::webSocket(settings: ['pid_file' => $file]);
WebSocketClient::connect($server->port)->ask('up');
var_dump(trim(file_get_contents($file)) === (string) $server->pid);
echo $server->stop(), "\n";
clearstatcache();
var_dump(file_exists($file));
?>
--EXPECT--
bool(true)
exit 0
bool(false)

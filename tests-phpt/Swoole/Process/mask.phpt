--TEST--
Swoole\Process: parent and child mask WebSocket frames by different keys
--FILE--
<?php
use Swoole\Process;
use Swoole\WebSocket\Server;

$mask = fn () => bin2hex(substr(Server::pack('x', SWOOLE_WEBSOCKET_OPCODE_TEXT, SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_MASK), 2, 4));
$mask();
$keys = [];
for ($i = 0; $i < 3; ++$i) {
    $process = new Process(fn (Process $process) => $process->write($mask()));
    $process->start();
    $keys[] = $process->read();
    Process::wait();
}
$keys[] = $mask();
var_dump(count(array_unique($keys)));
?>
--EXPECT--
int(4)

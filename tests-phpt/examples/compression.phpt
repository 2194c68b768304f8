--TEST--
examples-php/compression.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::example('compression.php');
$plain = WebSocketClient::connect($server->port);
$table = $plain->ask('1000');
echo substr($table, 0, 31), strlen($table), "\n";
$compressing = WebSocketClient::compressing($server->port);
$compressing->send('1000');
$frame = $compressing->receive();
echo $frame->rsv === 4 && strlen($frame->payload) < strlen($table) * 0.9 ? 'smaller' : strlen($frame->payload), ' ';
echo $compressing->deflate->inflate($frame->payload) === $table ? 'and the same' : 'DIFFERENT', "\n", $server->stop(), "\n";
?>
--EXPECT--
number,square,cube
1,1,1
2,4,8
19596
smaller and the same
exit 0

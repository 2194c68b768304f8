--TEST--
Swoole\Server::sendfile(): raw bytes of a file, in order with what is sent around it
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$file = Server::temporaryDirectory() . '/frames';
file_put_contents($file, Swoole\WebSocket\Server::pack('from the file') . Swoole\WebSocket\Server::pack(str_repeat('F', 300_000)));
$server = Server::webSocket(<<<PHP
    \$server->on('message', function (\$server, \$frame) {
        \$server->push(\$frame->fd, 'before');
        \$results = [\$server->sendfile(\$frame->fd, '$file'), @\$server->sendfile(\$frame->fd, '/nonexistent'), @\$server->sendfile(999, '$file')];
        \$server->push(\$frame->fd, json_encode(\$results));
    });
    PHP, ['log_level' => SWOOLE_LOG_NONE]);
$client = WebSocketClient::connect($server->port);
$client->send('x');
echo $client->receive(), "\n", $client->receive(), "\n", strlen($client->receive()->payload), "\n", $client->receive(), "\n";
?>
--EXPECT--
text before
text from the file
300000
text [true,false,false]

--TEST--
Swoole\Server: enable_coroutine => false holds in workers beneath a manager
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('message', fn ($server, $frame) => $server->push($frame->fd, (string) Swoole\Coroutine::getCid()));
        PHP, ['worker_num' => 2, 'enable_coroutine' => false], $mode);
    show(WebSocketClient::connect($server->port)->ask('?'), $server->stop());
}
?>
--EXPECT--
-1
exit 0
-1
exit 0

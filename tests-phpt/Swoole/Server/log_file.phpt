--TEST--
Swoole\Server: log_file, log_level and log_date_format; swoole_error_log() writes there
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$setup = <<<'PHP'
    $server->on('message', function ($server, $frame) {
        swoole_error_log(SWOOLE_LOG_INFO, 'an info');
        swoole_error_log(SWOOLE_LOG_WARNING, 'a warning');
        swoole_error_log(SWOOLE_LOG_ERROR, 'an error');
        $server->push($frame->fd, 'logged');
    });
    PHP;
foreach ([SWOOLE_LOG_INFO, SWOOLE_LOG_WARNING, SWOOLE_LOG_NONE] as $level) {
    $file = Server::temporaryDirectory() . '/server.log';
    $server = Server::webSocket($setup, ['log_file' => $file, 'log_level' => $level, 'log_date_format' => '%Y/%m/%d']);
    echo WebSocketClient::connect($server->port)->ask('?'), "\n";
    $server->stop();
    echo is_file($file) ? preg_replace('/(\d+\/\d+\/\d+) .*?\t/', "DATE\t", file_get_contents($file)) : '', $server->output();
}
?>
--EXPECTF--
logged
[DATE	INFO	an info
[DATE	WARNING	a warning
[DATE	ERROR	an error
logged
[DATE	WARNING	a warning
[DATE	ERROR	an error
logged

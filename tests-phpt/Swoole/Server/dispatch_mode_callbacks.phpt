--TEST--
SWOOLE_PROCESS: a warning for callbacks that the dispatch_mode never calls
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\show;

$setup = <<<'PHP'
    foreach (['connect', 'close', 'disconnect'] as $event) {
        $server->on($event, function () {});
    }
    PHP;
$warnings = function (string $mode, int $number, array $settings, string $setup): string {
    $server = Server::webSocket($setup, ['dispatch_mode' => $number] + $settings, $mode);
    $server->stop();
    preg_match_all('/WARNING\t(.*)/', $server->output(), $lines);

    return implode("\n", [...$lines[1], $number]);
};
foreach ([1, 2, 3, 4, 5, 7, 8, 9] as $number) {
    show($warnings('SWOOLE_PROCESS', $number, [], $setup));
}
show($warnings('SWOOLE_PROCESS', 1, [], "\$server->on('open', function () {});"));
show($warnings('SWOOLE_PROCESS', 1, [], "\$server->on('close', function () {});"));
show($warnings('SWOOLE_PROCESS', 1, ['enable_unsafe_event' => true], $setup));
show($warnings('SWOOLE_BASE', 1, [], $setup));
?>
--EXPECT--
Server::start_check() (ERRNO 9015): cannot set 'onConnect' event when using dispatch_mode=1
Server::start_check() (ERRNO 9015): cannot set 'onClose' event when using dispatch_mode=1
Server::start_check() (ERRNO 9015): cannot set 'onDisconnect' event when using dispatch_mode=1
1
2
Server::start_check() (ERRNO 9015): cannot set 'onConnect' event when using dispatch_mode=3
Server::start_check() (ERRNO 9015): cannot set 'onClose' event when using dispatch_mode=3
Server::start_check() (ERRNO 9015): cannot set 'onDisconnect' event when using dispatch_mode=3
3
4
5
7
8
Server::start_check() (ERRNO 9015): cannot set 'onConnect' event when using dispatch_mode=9
Server::start_check() (ERRNO 9015): cannot set 'onClose' event when using dispatch_mode=9
Server::start_check() (ERRNO 9015): cannot set 'onDisconnect' event when using dispatch_mode=9
9
1
Server::start_check() (ERRNO 9015): cannot set 'onClose' event when using dispatch_mode=1
1
1
1

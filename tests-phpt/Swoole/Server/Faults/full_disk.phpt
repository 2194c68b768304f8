--TEST--
A log that cannot be written, as on a full disk, keeps no server from serving, reloading and stopping
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, children, manager};

foreach (SwooleTest\MODES as $mode) {
    $settings = ['worker_num' => 2, 'log_file' => '/dev/full', 'log_level' => SWOOLE_LOG_DEBUG];
    $server = Server::webSocket('', $settings, $mode);
    $client = WebSocketClient::connect($server->port);
    echo $client->ask('before'), "\n";
    $manager = manager($server, $mode);
    $old = children($manager);
    $server->signal(SIGUSR1);
    await(fn () => count(children($manager)) === 2 && array_intersect($old, children($manager)) === [], 'not all workers were replaced');
    echo $client->ask('after'), ' ', $server->stop(), "\n";
}
?>
--EXPECT--
before
after exit 0
before
after exit 0

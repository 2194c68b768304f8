--TEST--
Swoole\Server: start() wants onTask for task_worker_num; set() refuses coroutines of tasks together with queues of tasks
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\Server;
use function SwooleTest\show;

$begin = '<?php $server = new Swoole\Server("127.0.0.1", 0); $server->on("receive", function () {});';
foreach ([
    '$server->set(["task_worker_num" => 1]); $server->start();',
    '$server->on("task", function () {}); $server->set(["task_worker_num" => 1, "task_ipc_mode" => 2]); $server->set(["task_enable_coroutine" => true]);',
    '$server->set(["task_ipc_mode" => 3, "task_enable_coroutine" => true]);',
    '$server->set(["task_ipc_mode" => 1, "task_enable_coroutine" => true]); echo "accepted";',
] as $code) {
    preg_match('/Fatal error: .*(?= in)|accepted/', Server::run($begin . $code)->output(), $found);
    show($found[0] ?? 'nothing');
}
?>
--EXPECT--
Fatal error: Swoole\Server::start(): failed to start server. Error: require 'onTask' callback
Fatal error: Swoole\Server::set(): cannot use msgqueue when `task_enable_coroutine` is enable
Fatal error: Swoole\Server::set(): cannot use msgqueue when `task_enable_coroutine` is enable
accepted

--TEST--
Swoole\Server::set(): a value of the wrong type is refused by an error that names the setting
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$wrong = [
    'package_max_length' => "'much'", 'heartbeat_idle_time' => '[]', 'pid_file' => '[]', 'websocket_subprotocol' => 'new stdClass()', 'backlog' => 'new stdClass()',
];
foreach ($wrong as $name => $value) {
    $run = SwooleTest\Server::run(<<<PHP
        <?php
        \$server = new Swoole\WebSocket\Server('127.0.0.1', 0);
        \$server->set(['$name' => $value]);
        PHP);
    echo $name, ' ', str_contains($run->output(), $name) ? 'is named' : "is not named: {$run->output()}", "\n";
}
?>
--EXPECT--
package_max_length is named
heartbeat_idle_time is named
pid_file is named
websocket_subprotocol is named
backlog is named

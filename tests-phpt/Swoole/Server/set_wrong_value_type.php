<?php
require __DIR__ . '/../../include/bootstrap.php';

$wrong = [
    'package_max_length' => "'much'", 'heartbeat_idle_time' => '[]', 'pid_file' => '[]', 'websocket_subprotocol' => '1.5', 'backlog' => 'new stdClass()',
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

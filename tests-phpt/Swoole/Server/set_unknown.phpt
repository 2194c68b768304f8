--TEST--
Swoole\Server::set(): a misspelt option gets a warning, a known one none, in any case of letters
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

$run = SwooleTest\Server::run(<<<'PHP'
    <?php
    $server = new Swoole\WebSocket\Server('127.0.0.1', 0);
    var_dump($server->set(['worker_num' => 1, 'worker_nun' => 2, 'package_max_length' => 4096]));
    var_dump($server->setting['worker_num'], $server->setting['worker_nun']);
    PHP);
$output = $run->output();
echo substr_count($output, 'Warning: unsupported option'), "\n";
echo preg_match('/^Warning: unsupported option \[worker_nun\] in /m', $output), "\n";
echo preg_replace('/^.*?(?=bool)/s', '', $output), $run->awaitExit(), "\n";
?>
--EXPECT--
1
1
bool(true)
int(1)
int(2)
exit 0

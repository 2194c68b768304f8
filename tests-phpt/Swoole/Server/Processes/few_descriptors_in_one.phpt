--TEST--
Swoole\Server with two workers: clients do not wait for one that has no descriptors left
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, Socket};
use function SwooleTest\await;

$server = Server::script(<<<'PHP'
    <?php
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
    $server->set(['worker_num' => 2]);
    $server->on('workerStart', function ($server, $worker) {
        if ($worker === 0) {
            exec('prlimit --nofile=64:64 --pid ' . getmypid());
            while ($file = @fopen('/dev/null', 'r')) {
                $GLOBALS['files'][] = $file;
            }
        }
        echo "up\n";
    });
    $server->on('receive', fn ($server, $fd, $reactor, $data) => $server->send($fd, "$data by $server->worker_id"));
    $server->start();
    PHP);
await(fn () => substr_count($server->output(), 'up') === 2, 'not all have started');
$clients = $seen = [];
for ($i = 0; $i < 20; $i++) {
    $clients[] = $client = Socket::connect($server->port);
    $client->write('served');
    $answer = $client->read(strlen('served by 1'));
    $seen[$answer] = ($seen[$answer] ?? 0) + 1;
}
var_dump($seen);
echo $server->stop(), "\n", implode("\n", array_unique(preg_replace('/^\[.*?\]/', '', explode("\n", $server->output()))));
?>
--EXPECT--
array(1) {
  ["served by 1"]=>
  int(20)
}
exit 0
up
	WARNING	accept() failed, Error: Too many open files (os error 24)

--TEST--
The reactor thread that owns a connection, in SWOOLE_BASE the worker: for onConnect, onReceive, onClose and getClientInfo()
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\{Server, Socket};

$code = <<<'PHP'
    <?php
    $objects = (bool) $argv[2];
    $server = new Swoole\Server('127.0.0.1', (int) $argv[1], MODE);
    $server->set(['worker_num' => 2, 'reactor_num' => 2, 'event_object' => $objects]);
    $show = function (string $what, $server, $fd, $reactor) use ($objects) {
        if ($objects) {
            [$fd, $reactor] = [$fd->fd, $fd->reactor_id];
        }
        $from = $server->getClientInfo($fd)['reactor_id'];
        $by = $reactor === $from ? 'the same' : "another one, $from";
        $worker = $server->mode === SWOOLE_BASE ? ($reactor === $server->worker_id ? ', own' : ', of another worker') : '';
        echo "$what: $reactor, $by$worker\n";
        return [$fd, $reactor];
    };
    $server->on('connect', fn ($server, $fd, $reactor = null) => $show('connect', $server, $fd, $reactor));
    $server->on('receive', function ($server, $fd, $reactor = null) use ($show) {
        $server->send(...$show('receive', $server, $fd, $reactor));
    });
    $server->on('close', fn ($server, $fd, $reactor = null) => $show('close', $server, $fd, $reactor));
    $server->start();
    PHP;
foreach (['SWOOLE_BASE', 'SWOOLE_PROCESS'] as $mode) {
    foreach ([false, true] as $objects) {
        $server = Server::script(str_replace('MODE', $mode, $code), [(string) (int) $objects]);
        $clients = $seen = [];
        // The kernel chooses who accepts.
        while (count($seen) < 2 && count($clients) < 1000) {
            $clients[] = $client = Socket::connect($server->port);
            $client->write('?');
            $seen[$client->read(1)] = true;
        }
        foreach ($clients as $client) {
            $client->finishWriting();
            $client->readToEnd();
        }
        echo $server->stop(), "\n";
        $lines = array_unique(explode("\n", trim($server->output())));
        sort($lines);
        echo $mode, $objects ? ', objects' : '', ":\n  ", implode("\n  ", $lines), "\n";
    }
}
?>
--EXPECT--
exit 0
SWOOLE_BASE:
  close: 0, the same, own
  close: 1, the same, own
  connect: 0, the same, own
  connect: 1, the same, own
  receive: 0, the same, own
  receive: 1, the same, own
exit 0
SWOOLE_BASE, objects:
  close: 0, the same, own
  close: 1, the same, own
  connect: 0, the same, own
  connect: 1, the same, own
  receive: 0, the same, own
  receive: 1, the same, own
exit 0
SWOOLE_PROCESS:
  close: 0, the same
  close: 1, the same
  connect: 0, the same
  connect: 1, the same
  receive: 0, the same
  receive: 1, the same
exit 0
SWOOLE_PROCESS, objects:
  close: 0, the same
  close: 1, the same
  connect: 0, the same
  connect: 1, the same
  receive: 0, the same
  receive: 1, the same

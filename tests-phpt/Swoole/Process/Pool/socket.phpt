--TEST--
Swoole\Process\Pool with a socket: listen(), write(), lengths that are too long, detach()
--FILE--
<?php
use Swoole\{Atomic, Process\Pool};

$path = sys_get_temp_dir() . '/pool-' . getmypid() . '.sock';
$done = new Atomic();
$pool = new Pool(1, SWOOLE_IPC_SOCKET);
$pool->set(['max_package_size' => 100]);
$ask = function (string $data, ?int $length = null) use ($path) {
    $client = stream_socket_client("unix://$path");
    fwrite($client, pack('N', $length ?? strlen($data)) . $data);
    return stream_get_contents($client);
};
var_dump($pool->listen("unix:/$path/none"), $pool->listen("unix:$path"));
$pool->on('Message', function (Pool $pool, string $data) use ($done) {
    $pool->write("$data ");
    $pool->write((string) $done->get());
    if ($data === 'detach') {
        var_dump($pool->detach(), $pool->detach());
        $done->add();
    }
});
$pool->on('Start', function (Pool $pool) use ($ask) {
    $client = new Swoole\Process(function () use ($pool, $ask) {
        $answers = [$ask('one'), $ask('', 101), $ask('detach'), $ask('two')];
        echo json_encode($answers), "\n";
        Swoole\Process::kill($pool->master_pid, SIGTERM);
    });
    $client->start();
});
$pool->start();
var_dump($pool->write('x'));
?>
--EXPECTF--
Warning: Swoole\Process\Pool::listen(): bind(%s) failed, Error: %s in %s on line %d
bool(false)
bool(true)
bool(true)
bool(false)
["\u0000\u0000\u0000\u0005one 0","","\u0000\u0000\u0000\bdetach 0","\u0000\u0000\u0000\u0005two 1"]
bool(false)

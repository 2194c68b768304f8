--TEST--
Swoole\Process in a server: a child of a worker leaves its clients alone; signals are told, but not those of the server
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server};

$server = Server::script(<<<'PHP'
    <?php
    use Swoole\Process;
    $server = new Swoole\Http\Server('127.0.0.1', (int) $argv[1], SWOOLE_BASE);
    $server->set(['worker_num' => 1, 'enable_coroutine' => false]);
    $signals = [];
    $server->on('workerStart', function () use (&$signals) {
        var_dump(Process::signal(SIGTERM, fn () => 1));
        Process::signal(SIGALRM, function (int $signal) use (&$signals) { $signals[] = $signal; });
    });
    $server->on('request', function ($request, $response) use (&$signals) {
        if ($request->server['request_uri'] === '/signals') {
            $response->end(implode(' ', $signals));
            return;
        }
        Process::kill(getmypid(), SIGALRM);
        $process = new Process(function (Process $process) {
            Swoole\Timer::after(1, fn () => $process->write('timer of the child'));
        });
        $process->start();
        $response->end($process->read() . ', ' . Process::wait()['code']);
    });
    $server->start();
    PHP);
$client = new HttpClient($server->port);
for ($i = 0; $i < 2; ++$i) {
    echo $client->request('GET', '/'), "\n";
    echo $client->request('GET', '/signals'), "\n";
}
echo $server->stop(), "\n", $server->output();
?>
--EXPECTF--
200 OK [timer of the child, 0]
200 OK [14]
200 OK [timer of the child, 0]
200 OK [14 14]
exit 0

Warning: Swoole\Process::signal(): signal [15] processor has been registered by the system in %s on line %d
bool(false)

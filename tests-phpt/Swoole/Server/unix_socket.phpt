--TEST--
Swoole\Server on a unix socket: its file goes with the server; one that nobody listens on is replaced, another one is not
--EXTENSIONS--
sockets
posix
--FILE--
<?php
require __DIR__ . '/../../include/processes.php';

use SwooleTest\Server;
use function SwooleTest\{await, show};

$code = <<<'PHP'
    <?php
    [, , $path, $mode, $workers] = $argv;
    try {
        $server = new Swoole\Server($path, 0, constant($mode), SWOOLE_UNIX_STREAM);
    } catch (Swoole\Exception $exception) {
        exit(str_replace($path, 'the path', $exception->getMessage()) . ' ' . $exception->getCode() . "\n");
    }
    $server->set(['worker_num' => (int) $workers]);
    $server->on('workerStart', function ($server) {
        echo "up\n";
    });
    $pid = (string) getmypid();
    $server->on('receive', function ($server, $fd, $reactor, $data) use ($pid) {
        if ($data === 'reload') {
            $server->reload();
        }
        $server->send($fd, $pid);
    });
    $server->start();
    PHP;
$ask = function (string $path, string $what): string {
    $socket = stream_socket_client("unix://$path");
    fwrite($socket, $what);

    return fread($socket, 100);
};

foreach (SwooleTest\MODES as $mode) {
    foreach ([1, 2] as $workers) {
        $path = Server::temporaryDirectory() . '/socket';
        // What a server leaves that was killed.
        $stale = socket_create(AF_UNIX, SOCK_STREAM, 0);
        socket_bind($stale, $path);
        socket_close($stale);
        $server = Server::spawn($code, [$path, $mode, (string) $workers]);
        await(fn () => substr_count($server->output(), "up\n") === $workers, 'not all have started');
        $pid = $ask($path, '?');
        $second = Server::spawn($code, [$path, $mode, (string) $workers]);
        show($second->awaitExit(), trim($second->output()));
        show($ask($path, '?') === $pid, file_exists($path));
        if ($workers > 1) {
            // Workers that end leave it there.
            $ask($path, 'reload');
            await(fn () => substr_count($server->output(), "up\n") === 2 * $workers, 'they are not replaced');
            show($ask($path, '?') === $pid);
        }
        $ended = $server->stop();
        clearstatcache();
        show($ended, file_exists($path));
    }
}
?>
--EXPECT--
exit 0
failed to listen server port[the path:0], Error: Address already in use[98] 98
true
true
exit 0
false
exit 0
failed to listen server port[the path:0], Error: Address already in use[98] 98
true
true
true
exit 0
false
exit 0
failed to listen server port[the path:0], Error: Address already in use[98] 98
true
true
exit 0
false
exit 0
failed to listen server port[the path:0], Error: Address already in use[98] 98
true
true
true
exit 0
false

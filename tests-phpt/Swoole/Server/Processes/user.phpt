--TEST--
Swoole\Server: user and group are those of workers, who may still shut down and reload; unknown names are errors
--EXTENSIONS--
posix
--SKIPIF--
<?php
if (posix_geteuid() !== 0 || posix_getpwnam('nobody') === false || posix_getgrnam('daemon') === false) {
    die('skip needs the superuser, the user nobody and the group daemon');
}
?>
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, children, kill, manager, show};

$id = fn (string $what): array => array_map(intval(...), preg_split('/\s+/', $what));
foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $server->on('workerStart', function () {
            echo "up\n";
        });
        $server->on('message', function ($server, $frame) {
            if ($frame->data === 'status') {
                preg_match_all('/^(?:[UG]id|Groups):\s*(.*\S)/m', file_get_contents('/proc/self/status'), $match);
                $server->push($frame->fd, json_encode($match[1]));
            } else {
                $server->push($frame->fd, var_export($server->{$frame->data}(), true));
            }
        });
        PHP, ['worker_num' => 2, 'user' => 'nobody', 'group' => 'daemon', 'log_level' => SWOOLE_LOG_ERROR], $mode);
    await(fn () => substr_count($server->output(), 'up') === 2, 'not all have started');
    $client = WebSocketClient::connect($server->port);
    [$uid, $gid, $groups] = array_map($id, json_decode($client->ask('status'), true));
    $nobody = posix_getpwnam('nobody')['uid'];
    $daemon = posix_getgrnam('daemon')['gid'];
    show(array_unique($uid) === [$nobody], array_unique($gid) === [$daemon], in_array(0, $groups, true));
    // What only the superuser could do by signals.
    show($client->ask('reload'));
    await(fn () => substr_count($server->output(), 'up') === 4, 'nothing is reloaded');
    // The kernel ends the workers, although they are somebody else's now.
    $manager = manager($server, $mode);
    $workers = children($manager);
    if ($mode === 'SWOOLE_BASE') {
        show(WebSocketClient::connect($server->port)->ask('shutdown'), $server->awaitExit());
    } else {
        kill($manager, SIGKILL);
        $server->awaitExit();
    }
    SwooleTest\awaitGone($workers);
}
foreach (['user', 'group', 'chroot'] as $setting) {
    $server = Server::spawnWebSocket(settings: [$setting => '/no/such']);
    $server->awaitExit();
    show(preg_match("/Error: there is no \w+ '\/no\/such'/", $server->output()));
}
?>
--EXPECT--
true
true
false
true
true
exit 0
true
true
false
true
1
1
1

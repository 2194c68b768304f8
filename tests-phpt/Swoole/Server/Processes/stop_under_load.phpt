--TEST--
Swoole\Server: SIGTERM, SIGINT for all of the group, and shutdown() in a worker end all processes in order: each client gets 1001
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{awaitGone, children, family, isHeld, kill, show};

foreach (SwooleTest\MODES as $mode) {
    foreach (['SIGTERM', 'SIGINT', 'shutdown'] as $how) {
        $pidFile = Server::temporaryDirectory() . '/pid';
        $server = Server::webSocket(<<<'PHP'
            $server->on('message', function ($server, $frame) {
                if ($frame->data === 'shutdown') {
                    $server->shutdown();
                }
                $server->push($frame->fd, $frame->data);
            });
            PHP, ['worker_num' => 2, 'pid_file' => $pidFile], $mode);
        $clients = [];
        for ($i = 0; $i < 20; $i++) {
            $clients[] = $client = WebSocketClient::connect($server->port);
            $client->ask('up');
            for ($n = 0; $n < 20; $n++) {
                $client->send("message $n");
            }
        }
        $family = family($server->pid);
        $written = (int) file_get_contents($pidFile) === $server->pid;
        match ($how) {
            'SIGTERM' => $server->signal(SIGTERM),
            // As Ctrl-C does.
            'SIGINT' => array_map(fn ($pid) => kill($pid, SIGINT), array_reverse($family)),
            'shutdown' => $clients[7]->send('shutdown'),
        };
        $codes = [];
        foreach ($clients as $client) {
            do {
                $frame = $client->receive();
            } while (str_starts_with((string) $frame, 'text '));
            $codes[(string) $frame] = ($codes[(string) $frame] ?? 0) + 1;
            $client->socket->close();
        }
        $end = $server->awaitExit();
        awaitGone($family);
        clearstatcache();
        show("$mode, $how: $end", $codes, [$written, file_exists($pidFile), isHeld($server->port)], $server->output());
    }
}
?>
--EXPECT--
SWOOLE_BASE, SIGTERM: exit 0
{"close 1001":20}
[true,false,false]

SWOOLE_BASE, SIGINT: exit 0
{"close 1001":20}
[true,false,false]

SWOOLE_BASE, shutdown: exit 0
{"close 1001":20}
[true,false,false]

SWOOLE_PROCESS, SIGTERM: exit 0
{"close 1001":20}
[true,false,false]

SWOOLE_PROCESS, SIGINT: exit 0
{"close 1001":20}
[true,false,false]

SWOOLE_PROCESS, shutdown: exit 0
{"close 1001":20}
[true,false,false]


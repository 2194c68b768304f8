--TEST--
Swoole\Server::reload() in SWOOLE_BASE keeps compression with context takeover: messages refer to those before the reload, with windows of all sizes
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\{await, awaitChildren, children};

// Lines that are not like one another: what is short after compression refers to something before.
function lines(string $of, int $bytes): string
{
    $lines = '';
    for ($i = 0; strlen($lines) < $bytes; $i++) {
        $lines .= sha1("$of $i");
    }

    return substr($lines, 0, $bytes);
}

$takeover = ['server_context_takeover' => true, 'client_context_takeover' => true, 'level' => 9];
$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, $frame->data . getmypid(), flags: SWOOLE_WEBSOCKET_FLAG_FIN | SWOOLE_WEBSOCKET_FLAG_COMPRESS);
    });
    PHP, ['worker_num' => 2, 'websocket_compression' => $takeover, 'log_level' => SWOOLE_LOG_WARNING]);
$clients = [];
foreach ([15, 12, 10] as $bits) {
    $clients[$bits] = WebSocketClient::compressing($server->port, "permessage-deflate; server_max_window_bits=$bits; client_max_window_bits=$bits");
}
// One that keeps no window, and one of two without any.
$clients['one'] = WebSocketClient::compressing($server->port, 'permessage-deflate; client_no_context_takeover');
$clients['none'] = WebSocketClient::compressing($server->port, 'permessage-deflate; client_no_context_takeover; server_no_context_takeover');
$by = [];
for ($reload = 0; $reload < 3; $reload++) {
    foreach ($clients as $name => $client) {
        // A little less than what the window spans: the second text refers to all of the first.
        $text = lines("client $name", is_int($name) ? (1 << $name) - 300 : 20_000);
        $sent = $client->deflate->deflate($text);
        $client->send($sent, rsv: 4);
        $answer = $client->receive();
        $received = $client->deflate->inflate($answer->payload);
        if ($answer->rsv !== 4 || !str_starts_with($received, $text)) {
            echo "$name: a wrong answer\n";
        }
        $by[$name][] = substr($received, strlen($text));
        if (is_int($name) && (strlen($sent) < strlen($text) / 4) !== ($reload > 0)) {
            echo "$name: ", strlen($sent), ' of ', strlen($text), " bytes\n";
        }
    }
    $old = awaitChildren($server->pid, 2);
    $server->signal(SIGUSR1);
    await(fn () => count(children($server->pid)) === 2 && array_intersect($old, children($server->pid)) === [], 'not all workers were replaced');
}
foreach ($by as $name => $pids) {
    echo $name, ': ', count(array_unique($pids)), " workers\n";
}
foreach ($clients as $client) {
    $client->close();
}
echo $server->stop(), $server->output(), "\n";
?>
--EXPECT--
15: 3 workers
12: 3 workers
10: 3 workers
one: 3 workers
none: 3 workers
exit 0

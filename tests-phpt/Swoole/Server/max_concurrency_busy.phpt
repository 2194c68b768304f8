--TEST--
max_concurrency in SWOOLE_PROCESS: a busy worker's requests are refused by the reactor; what was on its way to the worker already waits there
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{Server, Socket, WebSocketClient};
use function SwooleTest\{awaitStats, request, show};

$file = tempnam(sys_get_temp_dir(), 'busy');
$server = Server::webSocket(SwooleTest\HOLDING . "\$file = '$file';" . <<<'PHP'
    // Blocks the whole process.
    $block = function () use ($file) {
        echo "blocks\n";
        while (file_exists($file)) {
            clearstatcache();
        }
    };
    $message = $server->getCallback('message');
    $server->on('message', function ($server, $frame) use ($block, $message) {
        $frame->data === 'block' ? $block() : $message($server, $frame);
    });
    $request = $server->getCallback('request');
    $server->on('request', function ($what, $response) use ($block, $request) {
        if ($what->server['request_uri'] === '/block') {
            $block();
        }
        $request($what, $response);
    });
    PHP, ['max_concurrency' => 1, 'reactor_num' => 1], 'SWOOLE_PROCESS');
$control = WebSocketClient::connect($server->port);

$busy = request($server, '/block');
$server->awaitOutput("blocks\n");
show(request($server, '/')->read()->status);
unlink($file);
show($busy->read()->body);

touch($file);
$control->send('block');
$server->awaitOutput("blocks\nblocks\n");
$a = request($server, '/hold/a');
$b = request($server, '/hold/b');
// The reactor answers this by itself, when it has read what came before.
$socket = Socket::connect($server->port);
$socket->write("nonsense\r\n\r\n");
show(explode("\r\n", $socket->readToEnd())[0]);
unlink($file);
awaitStats($control, '2 2');
show('begun: ' . $control->ask('begun'), request($server, '/')->read()->status);
$control->ask('open a');
show($a->read()->body);
awaitStats($control, '1 1');
show('begun: ' . $control->ask('begun'));
$control->ask('open b');
show($b->read()->body, $control->ask('stats'), $server->stop());
?>
--EXPECT--
503
served
HTTP/1.1 400 Bad Request
begun: block a
503
a
begun: b
b
0 0
exit 0

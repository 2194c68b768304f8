--TEST--
Swoole\Server::stats() tells how many requests are under way: from when the application gets one until its response is ended or destroyed
--EXTENSIONS--
sockets
--FILE--
<?php
require __DIR__ . '/../../include/concurrency.php';

use SwooleTest\{Server, Socket, WebSocketClient};
use function SwooleTest\{awaitStats, queue, request, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(SwooleTest\HOLDING, [], $mode);
    $control = WebSocketClient::connect($server->port);
    show('idle: ' . $control->ask('stats'));
    ['a' => $a, 'b' => $b] = queue($server, $control, 'a', 'b');
    // A handshake that the application answers is a request, too.
    $socket = Socket::connect($server->port);
    $socket->write(WebSocketClient::request('/hold', 'AQIDBAUGBwgJCgsMDQ4PEA=='));
    awaitStats($control, '3 3');
    $control->ask('open handshake');
    show(explode("\r\n", $socket->readUntil("\r\n\r\n"))[0], 'a handshake: ' . $control->ask('stats'));
    $control->ask('open a');
    show($a->read()->body . ': ' . $control->ask('stats'));
    // The client has gone, and the application does not know.
    $b->socket->reset();
    show('client gone: ' . $control->ask('stats'));
    $control->ask('open b');
    show('noticed: ' . $control->ask('stats'));
    foreach (['drop', 'redirect', 'sendfile', 'status', 'throw', 'who'] as $what) {
        show("$what: " . request($server, "/$what")->read()->status . ', ' . $control->ask('stats'));
    }
    foreach (['keep', 'write', 'close', 'detach'] as $what) {
        $client = request($server, "/$what/1");
        awaitStats($control, '1 1');
        show("$what, end: " . $control->ask('end 1') . ', ' . $control->ask('stats'));
        $control->ask('drop 1');
        show("$what, dropped: " . $control->ask('stats'));
    }
    foreach (['keep', 'write', 'close', 'detach'] as $what) {
        $client = request($server, "/$what/1");
        awaitStats($control, '1 1');
        $control->ask('drop 1');
        show("$what, dropped at once: " . $control->ask('stats'));
    }
    show($server->stop());
}
?>
--EXPECT--
idle: 0 0
HTTP/1.1 101 Switching Protocols
a handshake: 2 2
a: 1 1
client gone: 1 1
noticed: 0 0
drop: 500, 0 0
redirect: 302, 0 0
sendfile: 200, 0 0
status: 404, 0 0
throw: 500, 0 0
who: 200, 0 0
keep, end: true, 0 0
keep, dropped: 0 0
write, end: true, 0 0
write, dropped: 0 0
close, end: false, 0 0
close, dropped: 0 0
detach, end: false, 1 1
detach, dropped: 0 0
keep, dropped at once: 0 0
write, dropped at once: 0 0
close, dropped at once: 0 0
detach, dropped at once: 0 0
exit 0
idle: 0 0
HTTP/1.1 101 Switching Protocols
a handshake: 2 2
a: 1 1
client gone: 1 1
noticed: 0 0
drop: 500, 0 0
redirect: 302, 0 0
sendfile: 200, 0 0
status: 404, 0 0
throw: 500, 0 0
who: 200, 0 0
keep, end: true, 0 0
keep, dropped: 0 0
write, end: true, 0 0
write, dropped: 0 0
close, end: false, 0 0
close, dropped: 0 0
detach, end: false, 1 1
detach, dropped: 0 0
keep, dropped at once: 0 0
write, dropped at once: 0 0
close, dropped at once: 0 0
detach, dropped at once: 0 0
exit 0

--TEST--
Swoole\Http\Server: a handshake that never ends is timed out, other clients notice nothing
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, Socket, WebSocketClient};

// The time that a request head may take is bounded even though no heartbeat is configured.
$server = Server::webSocket();
$silent = Socket::connect($server->port);
$slow = Socket::connect($server->port);
$slow->write("GET / HTTP/1.1\r\nHost: a\r\n");
$good = WebSocketClient::connect($server->port);
$start = microtime(true);
while (microtime(true) - $start < 30 && $slow->isSilent(0.5)) {
    @fwrite($slow->stream, "X-Drop: a\r\n");
    $good->ask('still served');
}
$took = microtime(true) - $start;
if ($took < 29) {
    preg_match('#^HTTP/1\.1 (\d+) #', $slow->readToEnd(), $match);
}
echo $match[1] ?? 'closed', ' ', $took < 29 ? 'in time' : 'too late', "\n";
echo $good->ask('and afterwards'), "\n";
?>
--EXPECTREGEX--
(408|closed) in time
and afterwards

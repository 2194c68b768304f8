--TEST--
WebSocket violation: clients of the same server notice nothing
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Frame, Server, WebSocketClient};

$server = Server::webSocket();
$good = WebSocketClient::connect($server->port);
$hostile = ["\x83\x80mask", "\x81\x00", "\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff", "\x00\x80mask", "\xf1\x80mask", "\x89\xfe\x00\x7e", str_repeat("\xff", 5000)];
for ($i = 0; $i < 70; $i++) {
    $bad = WebSocketClient::connect($server->port);
    $bad->socket->write($hostile[$i % 7]);
    if ($i % 2 === 0) {
        $bad->socket->close();
    } else {
        $waiting[] = $bad;
    }
    if ($good->ask("round $i") !== "round $i") {
        echo "harmed\n";
    }
}
echo $server->stop(), "\n";
?>
--EXPECT--
exit 0

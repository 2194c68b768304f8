--TEST--
examples-php/coroutine_client_compression.php, with examples-php/compression.php and a server that does not compress
--FILE--
<?php
require __DIR__ . '/../include/network.php';

use SwooleTest\Server;
use function SwooleTest\runExample;

$plain = Server::webSocket('$server->on("message", fn ($server, $frame) => $server->push($frame->fd, "number,square\\n2,4\\n3,9"));');
foreach ([Server::example('compression.php'), $plain] as $server) {
    echo runExample('coroutine_client_compression.php', (string) $server->port), $server->stop(), "\n";
}
?>
--EXPECT--
compression is agreed upon
1000 rows, which came compressed; the squares add up to 333833500
exit 0
the server does not compress
2 rows, which came plain; the squares add up to 13
exit 0

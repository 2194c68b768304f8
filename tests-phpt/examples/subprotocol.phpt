--TEST--
examples-php/subprotocol.php
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};
use function SwooleTest\show;

$server = Server::example('subprotocol.php');
foreach (['json.example', 'text.example', 'other, text.example, json.example', 'other'] as $offer) {
    $client = WebSocketClient::connect($server->port, '/', ["Sec-WebSocket-Protocol: $offer"]);
    show($client->handshake->header('Sec-WebSocket-Protocol'), $client->ask('abc'));
}
echo $server->stop(), "\n";
?>
--EXPECT--
json.example
{"length":3,"md5":"900150983cd24fb0d6963f7d28e17f72"}
text.example
3 bytes, md5 900150983cd24fb0d6963f7d28e17f72
text.example
3 bytes, md5 900150983cd24fb0d6963f7d28e17f72
null
3 bytes, md5 900150983cd24fb0d6963f7d28e17f72
exit 0

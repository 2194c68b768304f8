--TEST--
examples-php/chat.php: the page, names, messages to all, people who leave, what is not understood
--FILE--
<?php
require __DIR__ . '/../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::example('chat.php');
$page = HttpClient::get($server->port, '/');
echo $page->status, ' ', $page->header('Content-Type'), ' ', str_contains($page->body, 'new WebSocket(') ? 'the page' : $page->body, "\n";
echo HttpClient::get($server->port, '/other')->status, "\n";

$ann = WebSocketClient::connect($server->port);
$ann->send('{"type":"join","name":"Ann"}');
echo $ann->receiveMessage(), "\n";
$bob = WebSocketClient::connect($server->port);
$bob->send('{"type":"join","name":"  Bób with a name that is far too long for anybody  "}');
echo $ann->receiveMessage(), "\n", $bob->receiveMessage(), "\n";
$ann->send('{"type":"say","text":"hello <b>all</b>"}');
foreach ([$ann, $bob] as $client) {
    echo preg_replace('/\d\d:\d\d/', 'TIME', $client->receiveMessage()), "\n";
}
$ann->close();
echo $bob->receiveMessage(), "\n";
$bob->send('{"type":"shout"}');
echo $bob->receiveClose(), "\n";
echo $server->stop(), "\n";
?>
--EXPECT--
200 text/html; charset=utf-8 the page
404
{"type":"people","names":["Ann"]}
{"type":"people","names":["Ann","Bób with a name that is far to"]}
{"type":"people","names":["Ann","Bób with a name that is far to"]}
{"type":"say","name":"Ann","text":"hello <b>all<\/b>","time":"TIME"}
{"type":"say","name":"Ann","text":"hello <b>all<\/b>","time":"TIME"}
{"type":"people","names":["Bób with a name that is far to"]}
close 1008 not understood
exit 0

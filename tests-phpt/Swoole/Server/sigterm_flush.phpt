--TEST--
SIGTERM: a large message that a slow client has not read yet is delivered before the close frame
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    $server->on('message', function ($server, $frame) {
        $server->push($frame->fd, str_repeat('0123456789', 600_000));
        echo "pushed\n";
    });
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('go');
$server->awaitOutput('pushed');
$server->signal(SIGTERM);
$message = $client->receive()->payload;
echo strlen($message), ' ', md5($message) === md5(str_repeat('0123456789', 600_000)) ? 'right' : 'WRONG', "\n";
echo $client->receiveCloseCode(), "\n", $server->awaitExit(), "\n";
?>
--EXPECT--
6000000 right
close 1001
exit 0

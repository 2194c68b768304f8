--TEST--
Frames, requests and responses may be kept, and are destroyed without harm when the server ends
--FILE--
<?php
require __DIR__ . '/../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    final class Witness
    {
        public array $kept = [];

        public function __destruct()
        {
            echo 'destroyed with ', count($this->kept), "\n";
        }
    }
    $witness = new Witness();
    foreach (['open', 'message', 'request'] as $event) {
        $server->on($event, function (...$arguments) use ($witness) {
            array_push($witness->kept, ...$arguments);
            if (end($arguments) instanceof Swoole\Http\Response) {
                end($arguments)->end('kept');
            }
        });
    }
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('one');
echo HttpClient::get($server->port, '/'), "\n", $server->stop(), "\n", $server->output();
?>
--EXPECT--
200 OK [kept]
exit 0
destroyed with 6

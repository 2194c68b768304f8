--TEST--
Swoole\WebSocket\Server::on(): every kind of callable, names in any case, replacing a callback
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{Server, WebSocketClient};

$server = Server::webSocket(<<<'PHP'
    function opened($server, $request)
    {
        echo "function\n";
    }
    class Handlers
    {
        public function __invoke($server, $frame)
        {
            echo "invokable object\n";
        }
        public function method($server, $fd)
        {
            echo "method of an object\n";
        }
        public static function statically($server, $id)
        {
            echo "static method by string\n";
        }
        public static function alsoStatically($server)
        {
            echo "static method by array\n";
        }
        public function __call($name, $arguments)
        {
            echo "magic method $name\n";
        }
    }
    var_dump($server->on('OPEN', 'opened'));
    var_dump($server->on('message', fn () => print("replaced, never called\n")));
    var_dump($server->on('Message', new Handlers()));
    var_dump($server->on('close', [new Handlers(), 'method']));
    var_dump($server->on('workerstart', 'Handlers::statically'));
    var_dump($server->on('START', ['Handlers', 'alsoStatically']));
    var_dump($server->on('workerStop', (new Handlers())->method(...)));
    var_dump($server->on('shutdown', [new Handlers(), 'magic']));
    PHP);
$client = WebSocketClient::connect($server->port);
$client->send('x');
$client->close();
echo $server->stop(), "\n", $server->output();
?>
--EXPECT--
exit 0
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
bool(true)
static method by array
static method by string
function
invokable object
method of an object
method of an object
magic method magic

--TEST--
Swoole\WebSocket\Server: userland subclasses work, with own properties, constructors and overridden methods
--FILE--
<?php
require __DIR__ . '/../../../include/bootstrap.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};

$server = Server::script(<<<'PHP'
    <?php
    class Base extends Swoole\WebSocket\Server
    {
        protected array $names = [];

        public function push(int $fd, $data, int $opcode = WEBSOCKET_OPCODE_TEXT, int $flags = SWOOLE_WEBSOCKET_FLAG_FIN): bool
        {
            return parent::push($fd, "[pushed by " . static::class . "] $data", $opcode, $flags);
        }
    }

    final class Chat extends Base
    {
        public function __construct(int $port, private readonly string $motto)
        {
            parent::__construct('127.0.0.1', $port, SWOOLE_BASE);
            $this->set(['worker_num' => 1]);
            $this->on('open', $this->opened(...));
            $this->on('message', [$this, 'received']);
            $this->on('request', $this->served(...));
        }

        private function opened(Chat $server, Swoole\Http\Request $request): void
        {
            $this->names[$request->fd] = $request->get['name'] ?? 'nobody';
            $server->push($request->fd, $this->motto);
        }

        public function received(Chat $server, Swoole\WebSocket\Frame $frame): void
        {
            $this->push($frame->fd, "{$this->names[$frame->fd]}: $frame->data " . ($server === $this ? 'same' : 'other'));
        }

        private function served($request, $response): void
        {
            $response->end(implode(' ', [count($this->connections), $this->port, $this->host, ...class_parents($this)]));
        }
    }
    (new Chat((int) $argv[1], 'welcome'))->start();
    PHP);
$client = WebSocketClient::connect($server->port, '/?name=ann');
echo $client->receive(), "\n";
$client->send('hi');
echo $client->receive(), "\n";
echo str_replace((string) $server->port, 'PORT', HttpClient::get($server->port, '/')->body), "\n";
?>
--EXPECT--
text [pushed by Chat] welcome
text [pushed by Chat] ann: hi same
2 PORT 127.0.0.1 Base Swoole\WebSocket\Server Swoole\Http\Server Swoole\Server

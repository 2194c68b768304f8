--TEST--
Swoole\Server: a weak reference leads nowhere while the server is destroyed
--FILE--
<?php
class Listener
{
    public WeakReference $server;

    public function started(): void
    {
    }

    public function __destruct()
    {
        var_dump($this->server->get());
    }
}

$server = new Swoole\Server('127.0.0.1', 0);
$listener = new Listener();
$listener->server = WeakReference::create($server);
$server->on('start', [$listener, 'started']);
// From now on only the server itself holds the callback, not its property.
(new ReflectionProperty(Swoole\Server::class, 'onStart'))->setValue($server, null);
unset($listener);
unset($server);
echo "end\n";
?>
--EXPECT--
NULL
end

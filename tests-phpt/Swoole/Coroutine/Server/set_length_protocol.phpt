--TEST--
Swoole\Coroutine\Server::set(): the length protocol holds for every connection
--FILE--
<?php
require __DIR__ . '/../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1', 0);
    $server->set(['open_length_check' => true, 'package_length_type' => 'N']);
    $server->set(['package_length_offset' => 0, 'package_body_offset' => 4]);
    show($server->setting);
    $done = new Channel(2);
    $server->handle(function (Server\Connection $connection) use ($done): void {
        $packets = [];
        while (is_string($packet = $connection->recv()) && $packet !== '') {
            $packets[] = substr($packet, 4);
        }
        $done->push($packets);
    });
    Coroutine::create(function () use ($server, $done): void {
        foreach (['one', 'two'] as $name) {
            $client = new Client(SWOOLE_SOCK_TCP);
            $client->connect('127.0.0.1', $server->port);
            $client->send(pack('N', 3) . $name . pack('N', 5) . 'wo');
            $client->send('rld' . pack('N', 7) . 'never');
            $client->close();
            show($done->pop());
        }
        $server->shutdown();
    });
    $server->start();
});
?>
--EXPECT--
{"open_ssl":false,"open_length_check":true,"package_length_type":"N","package_length_offset":0,"package_body_offset":4}
["one","world"]
["two","world"]

--TEST--
Swoole\Coroutine\Http\Server::set(): merged into $settings; an empty array is false
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Server;
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    show($server->set([]), $server->set(['package_max_length' => 1000, 'http_compression' => false]), $server->set(['package_max_length' => 2000]));
    show($server->settings);
});
?>
--EXPECT--
false
true
true
{"package_max_length":2000,"http_compression":false}

--TEST--
Swoole\Coroutine\Http\Client: without keep_alive it sends Connection: close (Swoole 6.2.2 sends "closed", which means nothing)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(1);
    $client = new Client('127.0.0.1', httpPeer([response('')], $requests));
    $client->set(['keep_alive' => false]);
    $client->get('/');
    preg_match('/^Connection: .*$/m', $requests->pop(), $match);
    show(trim($match[0]));
});
?>
--EXPECT--
Connection: close

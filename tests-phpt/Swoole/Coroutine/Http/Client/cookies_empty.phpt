--TEST--
Swoole\Coroutine\Http\Client::setCookies([]): no Cookie header (Swoole 6.2.2 sends an empty one)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $requests = new Channel(2);
    $client = new Client('127.0.0.1', httpPeer([response('', 'Set-Cookie: a=1'), response('')], $requests));
    $client->get('/');
    show($client->setCookies([]), $client->get('/'));
    $requests->pop();
    show(str_contains($requests->pop(), 'Cookie'));
});
?>
--EXPECT--
true
true
false

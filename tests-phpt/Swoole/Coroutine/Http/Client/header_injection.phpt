--TEST--
Swoole\Coroutine\Http\Client: line breaks in headers, cookies, method and path never reach the wire (in Swoole 6.2.2 they do)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Channel;
use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $attempts = [
        fn (Client $client) => $client->setHeaders(['X-Text' => "value\r\nInjected: yes"]) && $client->get('/'),
        fn (Client $client) => $client->setHeaders(["X-Text: a\r\nInjected" => 'yes']) && $client->get('/'),
        fn (Client $client) => $client->setHeaders(['Host' => "x\r\nInjected: yes"]) && $client->get('/'),
        fn (Client $client) => $client->setCookies(["a=1\r\nInjected: yes; b" => 'c']) && $client->get('/'),
        fn (Client $client) => $client->setMethod("GET / HTTP/1.1\r\nInjected: yes\r\nX:") && $client->execute('/'),
        fn (Client $client) => $client->get("/ HTTP/1.1\r\nInjected: yes\r\nX:"),
    ];
    foreach ($attempts as $attempt) {
        $requests = new Channel(1);
        $client = new Client('127.0.0.1', httpPeer([response('')], $requests));
        @$attempt($client);
        $client->close();
        // Refused or cleaned: either is fine.
        show(preg_match('/^Injected:/m', $requests->pop(0.1) ?: ''));
    }
});
?>
--EXPECT--
0
0
0
0
0
0

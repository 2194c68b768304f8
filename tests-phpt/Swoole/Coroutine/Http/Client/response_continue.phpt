--TEST--
Swoole\Coroutine\Http\Client: 100 Continue and other interim responses are passed over (Swoole 6.2.2 takes them for the response)
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([
        "HTTP/1.1 100 Continue\r\n\r\n" . response('one'),
        "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" . response('two'),
        response('three'),
    ]));
    $client->set(['timeout' => 2]);
    $client->setHeaders(['Expect' => '100-continue']);
    foreach (range(1, 3) as $i) {
        show([$client->post('/', 'body'), $client->statusCode, $client->body]);
    }
});
?>
--EXPECT--
[true,200,"one"]
[true,200,"two"]
[true,200,"three"]

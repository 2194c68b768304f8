--TEST--
Swoole\Coroutine\Http\Client: lowercase_header switched off keeps the names as they came
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([response('hello', 'X-Mixed-Case: Yes', 'lower: no')]));
    $client->set(['lowercase_header' => false]);
    show($client->get('/'), $client->headers, $client->body, $client->setting);
});
?>
--EXPECT--
true
{"X-Mixed-Case":"Yes","lower":"no","Content-Length":"5"}
hello
{"lowercase_header":false}

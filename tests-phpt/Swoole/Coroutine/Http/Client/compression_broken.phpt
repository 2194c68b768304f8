--TEST--
Swoole\Coroutine\Http\Client: a body that is not what its Content-Encoding says is handed over as it came
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine\Http\Client;
use function SwooleTest\{coroutines, httpPeer, response, show};

Swoole\Coroutine::set(['log_level' => SWOOLE_LOG_NONE]);
coroutines(function (): void {
    $client = new Client('127.0.0.1', httpPeer([response('not gzip', 'Content-Encoding: gzip'), response('not known', 'Content-Encoding: x-own'), response('fine')]));
    foreach (range(1, 3) as $i) {
        show([$client->get('/'), $client->statusCode, $client->body]);
    }
});
?>
--EXPECT--
[true,200,"not gzip"]
[true,200,"not known"]
[true,200,"fine"]

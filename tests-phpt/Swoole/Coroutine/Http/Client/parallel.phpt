--TEST--
Swoole\Coroutine\Http\Client: many clients at once against a coroutine server
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use Swoole\Coroutine;
use Swoole\Coroutine\{Channel, WaitGroup};
use Swoole\Coroutine\Http\{Client, Server};
use function SwooleTest\{coroutines, show};

coroutines(function (): void {
    $server = new Server('127.0.0.1');
    $gate = new Channel(200);
    $server->handle('/', function ($request, $response) use ($gate) {
        // Nobody is answered before all have asked.
        $gate->push(true);
        while ($gate->length() < 100) {
            Coroutine::sleep(0.001);
        }
        $response->end("answer {$request->get['n']}");
    });
    Coroutine::create(fn () => $server->start());
    $right = 0;
    $group = new WaitGroup();
    for ($i = 0; $i < 100; $i++) {
        $group->add();
        Coroutine::create(function () use ($server, $i, $group, &$right): void {
            $client = new Client('127.0.0.1', $server->port);
            $right += (int) ($client->get("/?n=$i") && $client->body === "answer $i");
            $group->done();
        });
    }
    $group->wait();
    show($right);
    $server->shutdown();
});
?>
--EXPECT--
100

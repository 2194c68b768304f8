--TEST--
Swoole\Server::stats(): requests under way of all workers, of one that has left its post, of one that is killed, and of one whose child ends
--EXTENSIONS--
posix
--FILE--
<?php
require __DIR__ . '/../../../include/concurrency.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};
use function SwooleTest\{await, awaitGone, awaitStats, kill, show};

foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket('$gate = new Swoole\Atomic();' . SwooleTest\HOLDING . <<<'PHP'

        $message = $server->getCallback('message');
        $server->on('message', function ($server, $frame) use ($gate, $message) {
            $frame->data === 'open' ? $gate->set(1) : $message($server, $frame);
        });
        $request = $server->getCallback('request');
        $server->on('request', function ($what, $response) use ($gate, $request) {
            if ($what->server['request_uri'] === '/wait') {
                while ($gate->get() === 0) {
                    Swoole\Coroutine::sleep(0.002);
                }
            }
            $request($what, $response);
        });
        PHP, ['worker_num' => 2, 'max_wait_time' => 30, 'log_level' => SWOOLE_LOG_NONE], $mode);
    $of = $control = [];
    while (count($of) < 2) {
        $client = new HttpClient($server->port);
        $of[$client->request('GET', '/who')->body] ??= $client;
    }
    while (count($control) < 2) {
        $client = WebSocketClient::connect($server->port);
        $control[$client->ask('pid')] ??= $client;
    }
    // The worker whose count goes up is the first one.
    $of[0]->send('GET', '/wait');
    $first = null;
    await(function () use ($control, &$first): bool {
        foreach ($control as $pid => $client) {
            if ($client->ask('stats') === '1 1') {
                $first = $pid;
            }
        }

        return $first !== null;
    }, 'nobody has got the request');
    $second = array_diff(array_keys($control), [$first]);
    $second = reset($second);
    $of[1]->send('GET', '/wait');
    awaitStats($control[$second], '2 1');
    show($control[$first]->ask('stats'));

    // Both leave their posts and finish what they have begun.
    $server->signal(SIGUSR1);
    await(fn (): bool => !in_array((int) $control[$first]->ask('pid'), [$first, $second], true)
        && !in_array((int) $control[$second]->ask('pid'), [$first, $second], true), 'there are no successors');
    show('left: ' . $control[$first]->ask('stats') . ', ' . $control[$second]->ask('stats'));
    kill($second, SIGKILL);
    awaitStats($control[$first], '1 0');
    $control[$first]->send('open');
    show($of[0]->read()->body);
    awaitGone([$first]);
    show('over: ' . $control[$first]->ask('stats'), $server->stop());

    // Not those of a child that the worker forks.
    $server = Server::webSocket(SwooleTest\HOLDING . <<<'PHP'

        $message = $server->getCallback('message');
        $server->on('message', function ($server, $frame) use (&$kept, $message) {
            if ($frame->data === 'fork') {
                $child = new Swoole\Process(function () use (&$kept) {
                    $kept = [];
                });
                $child->start();
                $server->push($frame->fd, Swoole\Process::wait()['code'] . ' ' . count($kept));
            } else {
                $message($server, $frame);
            }
        });
        PHP, ['enable_coroutine' => false, 'max_request' => 10000], $mode);
    $client = new HttpClient($server->port);
    $client->send('GET', '/keep/1');
    $control = WebSocketClient::connect($server->port);
    awaitStats($control, '1 1');
    show('fork: ' . $control->ask('fork') . ', ' . $control->ask('stats'));
    $control->ask('drop 1');
    show($client->read()->status, $control->ask('stats'), $server->stop());
}
?>
--EXPECT--
2 1
left: 2 0, 2 0
served
over: 0 0
exit 0
fork: 0 1, 1 1
500
0 0
exit 0
2 1
left: 2 0, 2 0
served
over: 0 0
exit 0
fork: 0 1, 1 1
500
0 0
exit 0

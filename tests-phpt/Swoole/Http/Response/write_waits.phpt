--TEST--
Swoole\Http\Response: what a slow client does not take yet waits, others are served meanwhile, and the response arrives whole
--FILE--
<?php
require __DIR__ . '/../../../include/processes.php';

use SwooleTest\{HttpClient, Server};
use function SwooleTest\show;

const PIECES = 40;
foreach (SwooleTest\MODES as $mode) {
    $server = Server::webSocket(<<<'PHP'
        $written = 0;
        $server->on('request', function ($request, $response) use (&$written) {
            if ($request->server['request_uri'] === '/written') {
                $response->end((string) $written);
                return;
            }
            $all = true;
            for ($i = 0; $i < 40; $i++) {
                $all = $response->write(str_repeat(chr(65 + $i % 26), 1 << 20)) && $all;
                $written++;
            }
            echo 'all written: ', json_encode([$all, $response->end()]), "\n";
        });
        PHP, [], $mode);
    $slow = new HttpClient($server->port);
    $slow->send('GET', '/large');
    // More than the kernel and the server take for somebody who does not read.
    show(HttpClient::get($server->port, '/written')->body < PIECES);
    $body = $slow->read()->body;
    show(strlen($body) === PIECES << 20);
    for ($i = 0; $i < PIECES; $i++) {
        if (substr_count($body, chr(65 + $i % 26), $i << 20, 1 << 20) !== 1 << 20) {
            echo "piece $i is not whole\n";
        }
    }
    show($slow->request('GET', '/written')->body);

    // The client goes away in the middle: the handler is told.
    $slow = new HttpClient($server->port);
    $slow->send('GET', '/large');
    $slow->socket->read(1);
    $slow->socket->close();
    $server->awaitOutput('all written: [false,false]');
    show(HttpClient::get($server->port, '/written')->body, $server->stop(), trim($server->output()));
}
?>
--EXPECT--
true
true
40
80
exit 0
all written: [true,true]
all written: [false,false]
true
true
40
80
exit 0
all written: [true,true]
all written: [false,false]

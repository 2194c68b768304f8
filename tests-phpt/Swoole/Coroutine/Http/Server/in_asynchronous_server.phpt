--TEST--
Swoole\Coroutine\Http\Server in a worker of an asynchronous server: one loop, fds that differ, pushes across
--FILE--
<?php
require __DIR__ . '/../../../../include/network.php';

use SwooleTest\{HttpClient, Server, WebSocketClient};
use function SwooleTest\show;

$second = Server::freePort();
$server = Server::webSocket(<<<PHP
    use Swoole\Coroutine\Http\Server;
    \$all = [];
    \$tell = function (string \$text) use (&\$all) {
        foreach (\$all as \$say) {
            \$say(\$text);
        }
    };
    \$server->on('workerStart', function () use (&\$all, \$tell, &\$own) {
        Swoole\Coroutine::create(function () use (&\$all, \$tell, &\$own) {
            \$own = new Server('127.0.0.1', $second);
            \$own->handle('/ws', function (\$request, \$ws) use (&\$all, \$tell) {
                \$ws->upgrade();
                \$all[\$ws->fd] = fn (\$text) => \$ws->push("pulled: \$text");
                while (\$frame = \$ws->recv()) {
                    \$tell(\$frame->data);
                }
                unset(\$all[\$ws->fd]);
            });
            \$own->handle('/', function (\$request, \$response) use (&\$all) {
                \$response->end((string) count(\$all));
            });
            \$own->start();
        });
    });
    \$server->on('workerExit', function () use (&\$own) {
        \$own->shutdown();
    });
    \$server->on('open', function (\$server, \$request) use (&\$all) {
        \$all[\$request->fd] = fn (\$text) => \$server->push(\$request->fd, "pushed: \$text");
    });
    \$server->on('message', fn (\$server, \$frame) => \$tell(\$frame->data));
    \$server->on('close', function (\$server, \$fd) use (&\$all) {
        echo 'closed ', \$fd, "\n";
        unset(\$all[\$fd]);
    });
    \$server->on('request', function (\$request, \$response) {
        \$response->end(json_encode([@\$response->upgrade(), @\$response->push('x'), @\$response->recv(), @\$response->ping(), @\$response->disconnect()]));
    });
    PHP);
$one = WebSocketClient::connect($server->port);
$two = WebSocketClient::connect($second, '/ws');
$one->send('hello');
show($one->receive(), $two->receive());
$two->send('hi');
show($one->receive(), $two->receive());
// The end of the others' sessions is none of the server's events.
show((new HttpClient($second))->request('GET', '/', ['Connection: close']));
$two->close();
show(HttpClient::get($second, '/'), HttpClient::get($server->port, '/'));
show($server->stop(), trim($server->output()));
?>
--EXPECT--
text pushed: hello
text pulled: hello
text pushed: hi
text pulled: hi
200 OK [2]
200 OK [1]
200 OK [[false,false,false,false,false]]
exit 0
closed 2
closed 1
